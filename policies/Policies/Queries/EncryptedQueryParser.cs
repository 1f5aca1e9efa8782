using System.Collections.Frozen;
using System.Security.Cryptography;
using Policies.Decisions;
using Sandbox.Protocol.Encrypted;

namespace Policies.Queries;

/// <summary>Bytes → <see cref="EncryptedQuery"/>: every limit and the shape of every ciphertext is checked, before SEAL sees a byte.</summary>
public static class EncryptedQueryParser
{
    private static readonly FrozenDictionary<ContainerProblem, (string Part, string English, string Chinese)> _problems =
        new Dictionary<ContainerProblem, (string, string, string)>
        {
            [ContainerProblem.NotARequest] = ("head", "This is no encrypted request of version 1.", "不是版本 1 的密态请求。"),
            [ContainerProblem.OtherParameters] = ("parameters", "It is encrypted under other parameters. Read the offer again.", "加密参数不同，请重新获取报价信息。"),
            [ContainerProblem.BadText] = ("names", "A name is empty, too long or has another character, or the contract's version is none.", "名称为空、过长或含有非法字符，或合约版本无效。"),
            [ContainerProblem.BadFeatures] = ("features", "There must be 1 to 32 features, each once, with a lower and a higher bound.", "特征须为 1 至 32 个且不重复，并有上下界。"),
            [ContainerProblem.BadSubjectCount] = ("subjects", "There must be 1 to 4096 subjects.", "主体须为 1 至 4096 个。"),
            [ContainerProblem.BadSubject] = ("subjects", "An id has 1 to 64 capital letters, digits, '_' or '-'.", "标识须为 1 至 64 个大写字母、数字、“_”或“-”。"),
            [ContainerProblem.RepeatedSubject] = ("subjects", "The same subject stands in the request twice.", "同一主体重复出现。"),
            [ContainerProblem.WrongLength] = ("length", "The length is not what the parts add up to.", "长度与各部分之和不符。"),
            [ContainerProblem.BadCiphertext] = ("ciphertexts", "A ciphertext is not a fresh, seeded, uncompressed one under the parameters.", "密文不是该参数下新生成的带种子未压缩密文。"),
            [ContainerProblem.RepeatedSeed] = ("ciphertexts", "Two ciphertexts have the same seed: encrypt each feature afresh.", "两个密文的种子相同，请对每个特征重新加密。"),
        }.ToFrozenDictionary();

    /// <summary>The query, or the refusal (<see cref="ReasonTable.MalformedQuery"/>). Never throws, whatever the bytes.</summary>
    public static (EncryptedQuery? Query, Refusal? Refusal) Parse(ReadOnlySpan<byte> container)
    {
        if (!EncryptedRequestReader.TryRead(container, out var request, out var problem))
        {
            var (part, english, chinese) = _problems[problem];
            return (null, new Refusal(ReasonTable.MalformedQuery.With(part, english, chinese)));
        }
        var hashes = new string[request.Features.Count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = Convert.ToBase64String(SHA256.HashData(request.Ciphertext(container, i)));
        return (new EncryptedQuery(request, hashes), null);
    }
}
