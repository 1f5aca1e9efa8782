namespace Policies.Tests.Loading;

/// <summary>Each shipped document, made wrong in one place: the error names the file, the line and what to do, and is the only one.</summary>
public sealed class PolicyFolderTests
{
    private const string Dataset = "datasets/housing-fund.yaml";
    private const string Csv = "datasets/credit-default.yaml";
    private const string Product = "products/housing-credit.yaml";
    private const string Contract = "contracts/ccb-housing-credit.yaml";
    private const string Imputed = "contracts/cmcc-residence-stability.yaml";

    [Theory]

    // The language
    [InlineData(Contract, "version: 1", "version: 1\nversion: 2", "version: 2", "twice, first in line 7")]
    [InlineData(Contract, "version: 1", "verson: 1", "verson", "Did you mean 'version'?")]
    [InlineData(Contract, "maxBatch: 1000 ", "maxBatch: 1000\n  maximum: 3 ", "maximum: 3", "unknown key 'maximum'. Known keys: maxBatch")]
    [InlineData(Contract, "version: 1", "version: &v 1", "&v", "Anchors")]
    [InlineData(Contract, "version: 1", "version: !!int 1", "!!int", "tags")]
    [InlineData(Contract, "version: 1", "version: *v", "*v", "not YAML")]
    [InlineData(Contract, "version: 1", "version: \"1\"", "version:", "whole number from 1 to 1000000")]
    [InlineData(Contract, "version: 1", "version: 1_0", "version:", "whole number")]
    [InlineData(Contract, "version: 1", "version: 0x1", "version:", "whole number")]
    [InlineData(Contract, "version: 1", "version: 99999999999999999999", "version:", "whole number")]
    [InlineData(Contract, "version: 1", "version:", "version:", "There is no value")]
    [InlineData(Contract, "score:\n", "score: []\nother:\n", "score:", "Write a mapping")]

    // Contracts
    [InlineData(Contract, "contract: ccb-housing-credit", "contract: CCB", "contract:", "lower-case letters")]
    [InlineData(Contract, "contract: ccb-housing-credit", "contract: ccb-other", "contract:", "Give both the same name")]
    [InlineData(Contract, "product: housing-credit", "product: housing-loans", "product:", "no product 'housing-loans'")]
    [InlineData(Contract, "product: housing-credit", "product: credit-default", "contract:", "same consumer and product")]
    [InlineData(Contract, "[credit-granting, post-loan]", "[credit-granting, marketing]", "purpose:", "'marketing' is no purpose")]
    [InlineData(Contract, "[credit-granting, post-loan]", "[post-loan, post-loan]", "purpose:", "in the list twice")]
    [InlineData(Contract, "[credit-granting, post-loan]", "[]", "purpose:", "at least one item")]
    [InlineData(Contract, "legalBasis: consent", "legalBasis: interest", "legalBasis:", "one of consent, contract")]
    [InlineData(Contract, "to: 2027-12-31", "to: 2025-12-31", "valid:", "before the first")]
    [InlineData(Contract, "to: 2027-12-31", "to: 2027-02-29", "valid:", "a date that exists")]
    [InlineData(Contract, "maxBatch: 1000", "maxBatch: 1001", "maxBatch:", "1 to 1000")]
    [InlineData(Contract, "precision: 1 ", "precision: 0 ", "precision: 0", "1 to 100")]
    [InlineData(Contract, "reasons: 3", "reasons: 4", "reasons:", "0 to 3")]
    [InlineData(Contract, "unknownSubjects: refuse", "unknownSubjects: guess", "unknownSubjects:", "refuse, prior, imputed")]
    [InlineData(Contract, "unknownSubjects: refuse", "unknownSubjects: imputed", "unknownSubjects:", "acceptsImputed: true")]
    [InlineData(Contract, "unknownSubjects: refuse", "unknownSubjects: refuse\n  acceptsImputed: true", "acceptsImputed", "Delete it")]
    [InlineData(Contract, "20/day  ", "20/week  ", "perSubject:", "such as 3/day")]
    [InlineData(Contract, "20/day  ", "0/day  ", "perSubject:", "such as 3/day")]
    [InlineData(Contract, "perDay: 100000, ", "", "quota:", "has no 'perDay'")]
    [InlineData(Contract, "perDay: 100000", "perDay: 10", "quota:", "below perSecond")]
    [InlineData(Contract, "perMonth: 2000000", "perMonth: 2000", "quota:", "below perDay")]
    [InlineData(Contract, "subjectsPerMonth: 50000000", "subjectsPerDay: 2, subjectsPerMonth: 1", "quota:", "below subjectsPerDay")]
    [InlineData(Contract, "subjectsPerMonth: 50000000", "distinctPerDay: 2, distinctPerMonth: 1", "quota:", "below distinctPerDay")]
    [InlineData(Contract, "[count, count-subjects, sum, mean]", "[count, max]", "functions:", "some of count, count-subjects, sum")]
    [InlineData(Contract, "[count, count-subjects, sum, mean]", "[]", "functions:", "at least one item")]
    [InlineData(Contract, "[count, count-subjects, sum, mean]", "[count]", "measures:", "computed of a measure")]
    [InlineData(Contract, "[district, employer]", "[district, withdrawal]", "groupBy:", "'withdrawal' is no dimension")]
    [InlineData(Contract, "[district, monthly_deposit, birth_year]", "[district, income]", "where:", "'income' is neither")]
    [InlineData(Contract, "[district, monthly_deposit, birth_year]", "[resident_id]", "where:", "'resident_id' is neither")]
    [InlineData(Contract, "[monthly_deposit, loan_balance]", "[monthly_deposit, income]", "measures:", "'income' is no measure")]
    [InlineData(Contract, "[monthly_deposit, loan_balance]", "{ monthly_deposit: [median] }", "measures:", "'median' is not among functions")]
    [InlineData(Contract, "[monthly_deposit, loan_balance]", "{ monthly_deposit: [count] }", "measures:", "'count' is not among functions, or")]
    [InlineData(Contract, "[monthly_deposit, loan_balance]", "{}", "measures:", "There is no measure")]
    [InlineData(Contract, "epsilonPerQuery: 0.05", "epsilonPerQuery: 0.51", "epsilonPerQuery:", "floor is 0.5")]
    [InlineData(Contract, "epsilonPerQuery: 0.05", "epsilonPerQuery: 0.0000001", "epsilonPerQuery:", "at most 6 digits")]
    [InlineData(Contract, "epsilonPerQuery: 0.05", "epsilonPerQuery: \"0.05\"", "epsilonPerQuery:", "Write a number from 0.000001 to 10")]
    [InlineData(Contract, "epsilonPerQuery: 0.05", "epsilonPerQuery: 0.5", "budget:", "costs a rho of 0.125")]
    [InlineData(Contract, "features: [income, loan_amount], precision", "features: [income], precision", "encrypted:", "exactly [income, loan_amount]")]
    [InlineData(Contract, "precision: 5, maxBatch: 4096", "precision: 5, maxBatch: 4097", "encrypted:", "1 to 4096")]
    [InlineData(Contract, "window: { rho: 0.1,", "window: { rho: 0.1000000001,", "budget:", "at most 9 digits")]
    [InlineData(Contract, "window: { rho: 0.1,", "window: { rho: 0.3,", "budget:", "above the dataset's, rho 0.2, delta 0.0000001")]
    [InlineData(Contract, "delta: 1e-7 }", "delta: 1e-9 }", "budget:", "delta is below the window's")]
    [InlineData(Contract, "per: month", "per: week", "budget:", "one of month")]
    [InlineData(Contract, "{ of: aggregate, per: call, fen: 5000 }", "{ of: aggregate, per: subject, fen: 5000 }", "of: aggregate", "about nobody")]
    [InlineData(Contract, "{ of: aggregate, per: call, fen: 5000 }", "{ of: score, per: subject, fen: 5000 }", "fen: 5000", "stated before")]
    [InlineData(Contract, "fen: 5000", "fen: 50.5", "fen: 50.5", "whole number")]
    [InlineData(Imputed, "quota:", "budget: { window: { rho: 0.1, delta: 0, per: month }, lifetime: { rho: 0.1, delta: 0 } }\nquota:", "budget:", "Only aggregates spend")]
    [InlineData(Imputed, "quota:", "aggregate: { functions: [count], epsilonPerQuery: 0.05 }\nquota:", "aggregate:", "Add budget")]
    [InlineData(Imputed, "quota:", "encrypted: { features: [age], precision: 5, maxBatch: 1 }\nquota:", "encrypted:", "no encrypted score")]
    [InlineData(Imputed, "quota:", "price: [ { of: encrypted, per: call, fen: 1 } ]\nquota:", "price:", "but is not granted")]
    [InlineData(Imputed, "acceptsImputed: true", "acceptsImputed: yes", "acceptsImputed:", "true or false")]
    [InlineData(Imputed, "precision: 5", "precision: 1", "precision: 1", "floor is 5 points")]

    // Products
    [InlineData(Product, "dataset: housing-fund", "dataset: housing", "dataset:", "no dataset 'housing'")]
    [InlineData(Product, "score: { model: housing-credit-gbdt }", "score: { model: gbdt }", "score:", "no model 'gbdt'")]
    [InlineData(Product, "score: { model: housing-credit-gbdt }", "", "floor:", "")]
    [InlineData(Product, "scorePrecision: 1 }", "scorePrecision: 2 }", "floor:", "")]
    [InlineData(Product, "floor: { maxEpsilonPerQuery: 0.5,", "floor: { maxEpsilonPerQuery: 0.6,", "floor:", "class L3 gives at most 0.5")]
    [InlineData(Product, "floor: { maxEpsilonPerQuery: 0.5, ", "floor: { ", "floor:", "has no 'maxEpsilonPerQuery'")]
    [InlineData(Product, "minSubjects: 10", "minSubjects: 9", "aggregate:", "at least 10 people")]
    [InlineData(Product, "[monthly_deposit, withdrawal, loan_balance]", "[monthly_deposit, loan_balance, employer]", "aggregate:", "'employer' is no number")]
    [InlineData(Product, "[monthly_deposit, withdrawal, loan_balance]", "[monthly_deposit, loan_balance, salary]", "aggregate:", "no column 'salary'")]
    [InlineData(Product, "[district, employer, birth_year]", "[district, employer, birth_year, loan_balance]", "aggregate:", "nearly every value")]
    [InlineData(Product, "encrypted: { model: housing-credit-logistic", "encrypted: { model: housing-credit-gbdt", "encrypted:", "Only a logistic model")]
    [InlineData(Product, "encrypted: { model: housing-credit-logistic", "encrypted: { model: logistic", "encrypted:", "no model 'logistic'")]
    [InlineData(Product, "consumerFeatures: [income, loan_amount] }", "consumerFeatures: [income] }", "encrypted:", "exactly [income, loan_amount]")]
    [InlineData(Product, "name: housing-credit-logistic", "name: housing-credit-gbdt", "# logistic regression", "declared before")]
    [InlineData(Product, "algorithm: logistic", "algorithm: forest", "algorithm: forest", "lightgbm, logistic")]
    [InlineData(Product, ", zh: 公积金信用评分", "", "title:", "has no 'zh'")]

    // Datasets
    [InlineData(Dataset, "classification: L3", "classification: L5", "classification:", "L1, L2, L3, L4")]
    [InlineData(Dataset, "generator: housing-fund", "generator: weather", "source:", "housing-fund, residence")]
    [InlineData(Dataset, "kind: demo", "kind: oracle", "source:", "csv, parquet, postgres, demo")]
    [InlineData(Dataset, "seed: 20220930 }", "seed: -1 }", "source:", "whole number from 0")]
    [InlineData(Dataset, "maxRows: 36", "maxRows: 0", "subject:", "1 to 1000000")]
    [InlineData(Dataset, "keep: 36", "keep: 37", "subject:", "1 to 36")]
    [InlineData(Dataset, "groups: 3", "groups: 0", "subject:", "1 to 36")]
    [InlineData(Dataset, "subjectBounds: [0, 240000]", "subjectBounds: [0, 720000.01]", "name: monthly_deposit", "wider than maxRows rows")]
    [InlineData(Dataset, "bounds: [0, 20000], subjectBounds", "subjectBounds", "name: monthly_deposit", "Add bounds")]
    [InlineData(Dataset, "bounds: [0, 365], unit: d", "unit: \" d\"", "name: overdue_days", "no space around")]
    [InlineData(Dataset, "delta: 5e-7", "delta: 6e-7", "budget:", "at most 0.0000005, a tenth of one in all people")]
    [InlineData(Dataset, "lifetime: { rho: 2.0", "lifetime: { rho: 0.1", "budget:", "rho is below the window's")]
    [InlineData(Dataset, "rho: 0.2, delta", "rho: 0, delta", "budget:", "0.000000001 to 100")]
    [InlineData(Csv, ", people: 30000", "", "budget:", "Add subject: { people")]
    [InlineData(Dataset, "name: employer", "name: resident_id", "name: resident_id", "subject's column")]
    [InlineData(Dataset, "name: employer", "name: month", "name: month, type: text", "declared before")]
    [InlineData(Dataset, "name: employer", "name: Employer", "name: Employer", "underscores")]
    [InlineData(Dataset, "scale: 2, bounds: [0, 500000]", "bounds: [0, 500000]", "name: withdrawal", "has no 'scale'")]
    [InlineData(Dataset, "scale: 2, bounds: [0, 500000]", "scale: 10, bounds: [0, 500000]", "name: withdrawal", "0 to 9")]
    [InlineData(Dataset, "[0, 500000]", "[0, 0.001]", "name: withdrawal", "2 digits after the point")]
    [InlineData(Dataset, "[0, 500000]", "[0, 10000000000000000]", "name: withdrawal", "18 digits")]
    [InlineData(Dataset, "[0, 500000]", "[5, 4]", "name: withdrawal", "Swap them")]
    [InlineData(Dataset, "[0, 500000]", "[0, 1e6]", "name: withdrawal", "such as 0, -12 or 3.50")]
    [InlineData(Dataset, "name: month, type: date", "name: month, type: date, bounds: [0, 1]", "name: month", "unknown key 'bounds'")]
    [InlineData(Dataset, "二七区, ", "中原区, ", "domain:", "'中原区' stands in the list twice")]
    [InlineData(Dataset, "type: text, perSubject: constant, nullable: true", "type: text, perSubject: changing", "name: employer", "one of constant")]
    [InlineData(Dataset, "take: deviation", "take: median", "deposit_deviation", "value, category, mean")]
    [InlineData(Dataset, "name: deposit_deviation, column: monthly_deposit", "name: deposit_deviation, column: employer", "deposit_deviation", "integer or decimal")]
    [InlineData(Dataset, "name: deposit_deviation, column: monthly_deposit, take: deviation", "name: deposit_deviation, column: monthly_deposit, take: value", "deposit_deviation", "one value a person")]
    [InlineData(Dataset, "column: district, take: category", "column: employer, take: category", "name: district, column", "with a domain")]
    [InlineData(Dataset, "column: overdue_days, take: mean", "column: overdue_days, take: missing", "overdue_mean", "always be 0")]
    [InlineData(Dataset, "column: overdue_days, take: mean", "column: overdue, take: mean", "overdue_mean", "no column 'overdue'")]
    [InlineData(Dataset, "column: overdue_days, take: mean", "column: defaulted, take: mean", "overdue_mean", "This is the label")]
    [InlineData(Dataset, "name: overdue_mean", "name: overdue_max", "name: overdue_max, column: overdue_days, take: mean", "declared before")]
    [InlineData(Dataset, "overdue_days, take: last, orderBy: month", "overdue_days, take: last", "overdue_last", "has no 'orderBy'")]
    [InlineData(Dataset, "overdue_days, take: last, orderBy: month", "overdue_days, take: last, orderBy: employer", "overdue_last", "not nullable")]
    [InlineData(Dataset, "label: defaulted", "label: default", "label:", "no column 'default'")]
    [InlineData(Dataset, "label: defaulted", "label: overdue_days", "label:", "bounds [0, 1]")]
    [InlineData(Csv, "path: credit-default/credit-default.csv", "path: ../credit-default.csv", "path:", "no '.' or '..'")]
    [InlineData(Csv, "path: credit-default/credit-default.csv", "path: /etc/passwd", "path:", "relative path")]
    [InlineData(Csv, "kind: csv\n  path: credit-default/credit-default.csv", "kind: postgres\n  path: credit_default", "path:", "schema.table")]
    [InlineData(Csv, "kind: csv\n  path: credit-default/credit-default.csv", "kind: postgres\n  path: city.\"a; drop\"", "path:", "schema.table")]
    [InlineData(Csv, "PAY_2: pay_2", "PAY_2: pay_1", "PAY_2:", "become 'pay_1'")]
    [InlineData(Csv, "PAY_2: pay_2", "PAY_2: PAY_2", "PAY_2:", "underscores")]
    [InlineData(Csv, "  rename:", "  nullValues: NA\n  rename:", "nullValues:", "Write a list")]
    public void Load_OneThingWrong_SaysFileLineAndWhatToDo(string file, string text, string replacement, string lineText, string message)
    {
        using var policies = new TemporaryPolicies().Replace(file, text, replacement);
        var errors = policies.Errors().Where(e => e.File == file || e.Message.Length == 0).ToList();
        if (message.Length == 0)
        {
            // The document itself is sound; what refers to it is not.
            errors.ShouldBeEmpty();
            policies.Errors().ShouldHaveSingleItem().File.ShouldBe(Contract);
            return;
        }

        errors.ShouldContain(e => e.Message.Contains(message));
        errors.Single(e => e.Message.Contains(message)).Line.ShouldBe(policies.LineOf(file, lineText));
        policies.Errors().Count.ShouldBeLessThanOrEqualTo(9);
    }

    [Fact]
    public void Load_ErrorsInManyFiles_AreAllReported()
    {
        using var policies = new TemporaryPolicies()
            .Replace(Dataset, "maxRows: 36", "maxRows: 0")
            .Replace(Dataset, "label: defaulted", "labels: defaulted")
            .Replace(Product, "algorithm: logistic", "algorithm: forest")
            .Replace(Contract, "reasons: 3", "reasons: 4")
            .Replace(Contract, "maxBatch: 1000", "maxBatch: 0");
        File.WriteAllText(policies.PathOf("products/broken.yaml"), "product: [");
        policies.Errors().Select(e => (e.File, e.Line)).ShouldBe(
        [
            (Contract, policies.LineOf(Contract, "maxBatch:")), (Contract, policies.LineOf(Contract, "reasons: 4")),
            (Dataset, policies.LineOf(Dataset, "subject:")), (Dataset, policies.LineOf(Dataset, "labels:")),
            ("products/broken.yaml", 2), (Product, policies.LineOf(Product, "algorithm: forest")),
        ]);
    }

    [Fact]
    public void Load_DatasetWithAnError_IsNotCalledMissing()
    {
        using var policies = new TemporaryPolicies().Replace(Dataset, "classification: L3", "classification: L9");
        policies.Errors().ShouldHaveSingleItem().File.ShouldBe(Dataset);
    }

    [Fact]
    public void Load_FeatureRemovedFromTheDataset_BreaksTheProduct()
    {
        using var policies = new TemporaryPolicies().Replace(Dataset, "name: withdrawal_max", "name: withdrawal_most");
        policies.Errors().ShouldAllBe(e => e.File == Product && e.Message.Contains("no feature 'withdrawal_max'"));
        policies.Errors().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("contracts/new.yml", "contract: new", "Rename it")]
    [InlineData("products/new.cases.yaml", "contract: new", "beside contracts only")]
    [InlineData("products/new.yaml", "", "empty")]
    [InlineData("products/new.yaml", "# nothing", "empty")]
    [InlineData("products/new.yaml", "- a", "not a mapping")]
    [InlineData("products/new.yaml", "a: 1\n---\nb: 2", "one document a file")]
    [InlineData("products/new.yaml", "a: 1\n[b]: 2", "A key is a list")]
    public void Load_FileThatIsNoDocument_IsAnError(string file, string text, string message)
    {
        using var policies = new TemporaryPolicies();
        File.WriteAllText(policies.PathOf(file), text);
        policies.Errors().ShouldContain(e => e.File == file && e.Message.Contains(message));
    }

    [Fact]
    public void Load_DeepOrHugeOrNotUtf8_IsAnError()
    {
        using var policies = new TemporaryPolicies();
        File.WriteAllText(policies.PathOf("products/deep.yaml"), "a: " + new string('[', 20000) + new string(']', 20000));
        File.WriteAllBytes(policies.PathOf("products/huge.yaml"), new byte[(1 << 20) + 1]);
        File.WriteAllBytes(policies.PathOf("products/latin.yaml"), [.. "a: 1\nb: caf"u8, 0xE9, .. "\n"u8]);
        policies.Errors().Select(e => (e.File, e.Line)).ShouldBe([("products/deep.yaml", 1), ("products/huge.yaml", 1), ("products/latin.yaml", 2)]);
    }

    [Fact]
    public void Load_NoSuchFolder_SaysWhatBelongsThere() =>
        PolicyFolder.Load(Path.Combine(Path.GetTempPath(), "no-such-policies")).Errors.Select(e => e.File).ShouldBe(["contracts", "datasets", "products"]);
}
