using Gateway.Audit.Proofs;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Receipt => Pick("Prove that an answer is recorded", "证明应答已存证");

    public string ReceiptAnswer => Pick("An answer that `dpg score --save` wrote, with its receipt beside it", "由 `dpg score --save` 保存的应答文件，旁边有其回执");

    public string ReceiptGet => Pick("Fetch the proof of an answer's receipt into ANSWER.tlog-proof", "获取回执的存证证明并保存至 ANSWER.tlog-proof");

    public string ReceiptVerify => Pick(
        """
        Verify an answer offline: its bytes, its proof, the log's checkpoint and the witnesses' cosignatures

        Example:
          dpg receipt get answer.json
          dpg receipt verify answer.json --log-key log.vkey --witness-key regulator.vkey
        """,
        """
        离线验证应答：原文、存证证明、日志检查点及见证签名

        示例：
          dpg receipt get answer.json
          dpg receipt verify answer.json --log-key log.vkey --witness-key regulator.vkey
        """);

    public string ReceiptLogKey => Pick("The log's verifier key, or a file that holds it", "日志验证公钥，或包含它的文件");

    public string ReceiptWitnessKey => Pick("A witness's verifier key, or a file that holds it; may be given several times", "见证方验证公钥，或包含它的文件；可多次给出");

    public string ReceiptNeeded => Pick("How many of these witnesses must have cosigned; all unless given", "至少需要多少个见证签名，默认全部");

    public string NoProofYet => Pick(
        "No checkpoint with enough cosignatures covers the entry yet. Try again later; if it stays so, tell the regulator.",
        "尚无获得足够见证签名的检查点覆盖该条目。请稍后重试；若持续如此，请告知监管机构。");

    public string NoProofFile(string answer) => Pick(
        $"There is no {answer}.tlog-proof. Run `dpg receipt get {answer}` first.", $"未找到 {answer}.tlog-proof，请先执行 `dpg receipt get {answer}`。");

    public string NoReceiptFile(string answer) => Pick(
        $"There is no {answer} with a readable {answer}.receipt.json beside it.", $"未找到 {answer} 或其旁边可读的 {answer}.receipt.json。");

    public string NoSuchLogKey(string argument) => Pick(
        $"'{argument}' is no verifier key (name+id+base64) and no file that holds one.", $"“{argument}”不是验证公钥（name+id+base64），也不是包含公钥的文件。");

    public string ReceiptSays(ReceiptVerdict verdict, long index, string origin, int needed) => verdict switch
    {
        ReceiptVerdict.Holds => Pick(
            $"This answer is entry {index} of the log {origin}, under a checkpoint with {needed} cosignatures.", $"该应答为日志 {origin} 的第 {index} 条记录，检查点具有 {needed} 个见证签名。"),
        ReceiptVerdict.NoProof => Pick("The proof cannot be read.", "存证证明无法读取。"),
        ReceiptVerdict.OtherProof => Pick("The proof is of another entry or another log than the receipt.", "存证证明与回执不属于同一条目或同一日志。"),
        ReceiptVerdict.NotSigned => Pick("The log's key has not signed the checkpoint of the proof.", "证明中的检查点不是由日志密钥签名。"),
        ReceiptVerdict.NotCosigned => Pick($"Fewer than {needed} of these witnesses have cosigned the checkpoint of the proof.", $"检查点的见证签名少于 {needed} 个。"),
        ReceiptVerdict.NotIncluded => Pick("The entry is not in the tree of the checkpoint: the proof or the entry was altered.", "条目不在检查点的树中：证明或条目已被篡改。"),
        ReceiptVerdict.OtherAnswer => Pick(
            "The entry is recorded, but of another answer: these bytes were altered, or the receipt is another answer's.", "条目已存证，但不是该应答：应答内容被篡改，或回执属于其他应答。"),
        ReceiptVerdict.OtherContract => Pick("The entry names another contract than the receipt: the receipt was altered.", "条目与回执的合约不一致：回执已被篡改。"),
        _ => Pick("The entry names another cost or balance than the receipt: the receipt was altered.", "条目与回执的隐私支出或余额不一致：回执已被篡改。"),
    };
}
