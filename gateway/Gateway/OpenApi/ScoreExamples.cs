using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>Examples of scores. The ids are of nobody.</summary>
internal static class ScoreExamples
{
    public static Dictionary<string, IOpenApiExample> Requests => new(StringComparer.Ordinal)
    {
        ["loan-application"] = Schemas.Example("Two loan applicants, with features of the bank's own 两位贷款申请人，附银行自有特征", """
            {
              "purpose": "credit-granting",
              "subjects": [
                { "id": "R0000017", "features": { "income": 12000, "loan_amount": 300000 } },
                { "id": "R0000042", "features": { "income": 8500.5, "loan_amount": null } }
              ],
              "precision": 5,
              "reasons": 3
            }
            """),
        ["post-loan"] = Schemas.Example("One person, on the contract's own terms 单人查询，按合约条款", """
            { "purpose": "post-loan", "subjects": [ { "id": "R0000017" } ] }
            """),
    };

    public static Dictionary<string, IOpenApiExample> Answers => new(StringComparer.Ordinal)
    {
        ["scored"] = Schemas.Example("One person known, one unknown under `refuse` 一人有记录，一人无记录", """
            {
              "product": "housing-credit",
              "model": "5f2b1c8e0d7a496b83f1e6a2c4d90b7755aa10ee3c6f8d21b94e7f0a6c3d2e18",
              "dataVersion": "24d3e3b3e5e40e2cac70dd53bdcddd79",
              "scores": [
                { "subject": "R0000017", "score": 655, "band": "C", "reasons": ["employment", "deposits"] },
                { "subject": "R0000042", "score": null, "band": null, "reasons": [] }
              ]
            }
            """),
    };
}
