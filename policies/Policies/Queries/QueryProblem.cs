using Policies.Decisions;

namespace Policies.Queries;

/// <summary>What can be wrong with the bytes of a query: a closed list of sentences, in both languages, none of which repeats the input.</summary>
internal sealed record QueryProblem(string English, string Chinese)
{
    public static readonly QueryProblem Empty = new("The body is empty. Send a JSON object.", "请求体为空，请发送一个 JSON 对象。");
    public static readonly QueryProblem ByteOrderMark = new("The body begins with a byte order mark. Send UTF-8 without one.", "请求体以 BOM 开头，请发送不含 BOM 的 UTF-8。");
    public static readonly QueryProblem NotUtf8 = new("The body is not UTF-8.", "请求体不是有效的 UTF-8。");
    public static readonly QueryProblem NotJson = new("This is not JSON (RFC 8259), goes on after its end, or is nested too deep.", "不是有效的 JSON（RFC 8259）、结尾有多余内容，或嵌套过深。");
    public static readonly QueryProblem BrokenText = new("The text holds half a surrogate pair.", "文本含有不成对的代理字符。");
    public static readonly QueryProblem WantsObject = new("An object is wanted.", "此处应为对象。");
    public static readonly QueryProblem WantsArray = new("An array is wanted.", "此处应为数组。");
    public static readonly QueryProblem WantsText = new("A text is wanted.", "此处应为字符串。");
    public static readonly QueryProblem WantsNumber = new("A number or null is wanted.", "此处应为数字或 null。");
    public static readonly QueryProblem NumberTooLarge = new("The number is outside the range of a double.", "数字超出双精度浮点数的范围。");
    public static readonly QueryProblem WantsPrecision = new("A whole number from 1 to 100 is wanted.", "此处应为 1 至 100 的整数。");
    public static readonly QueryProblem WantsReasons = new("A whole number from 0 to 3 is wanted.", "此处应为 0 至 3 的整数。");
    public static readonly QueryProblem WantsTreatment = new("One of refuse, prior, imputed is wanted.", "此处应为 refuse、prior 或 imputed。");
    public static readonly QueryProblem WantsPurpose = new("A purpose is wanted, such as credit-granting.", "此处应为用途，如 credit-granting。");
    public static readonly QueryProblem Duplicate = new("The member stands here twice.", "成员重复出现。");
    public static readonly QueryProblem UnknownMember = new("A member is unknown. Known: purpose, subjects, precision, reasons, unknownSubjects.", "存在未知成员。可用成员：purpose、subjects、precision、reasons、unknownSubjects。");
    public static readonly QueryProblem UnknownSubjectMember = new("A member is unknown. Known: id, features.", "存在未知成员。可用成员：id、features。");
    public static readonly QueryProblem MissingPurpose = new("The member 'purpose' is missing.", "缺少成员 purpose。");
    public static readonly QueryProblem MissingSubjects = new("The member 'subjects' is missing.", "缺少成员 subjects。");
    public static readonly QueryProblem MissingId = new("The member 'id' is missing.", "缺少成员 id。");
    public static readonly QueryProblem NoSubjects = new("At least one subject is wanted.", "至少需要一个主体。");
    public static readonly QueryProblem TooManySubjects = new("There are more than 10000 subjects.", "主体超过 10000 个。");
    public static readonly QueryProblem BadId = new("An id has 1 to 64 letters, digits, '_' or '-'.", "标识须为 1 至 64 个字母、数字、“_”或“-”。");
    public static readonly QueryProblem RepeatedSubject = new("The same subject stands in the request before.", "该主体在请求中重复出现。");
    public static readonly QueryProblem BadFeatureName = new("A feature's name has 1 to 63 lower-case letters, digits and '_', and begins with a letter.", "特征名须为 1 至 63 个小写字母、数字或“_”，并以字母开头。");
    public static readonly QueryProblem TooManyFeatures = new("There are more than 256 features.", "特征超过 256 个。");

    public Refusal At(string path) => new(ReasonTable.MalformedQuery.With(path, English, Chinese));
}
