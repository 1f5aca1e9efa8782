using System.Collections.Frozen;

namespace Policies.Decisions;

/// <summary>The one table of codes. Codes of the evaluator and of the gateway's steps stand together, in the order of the path of a query.</summary>
public static class ReasonTable
{
    private static readonly List<ReasonCode> Rows = [];

    // --- Identity
    /// <summary>401: no token, or one that does not hold.</summary>
    public static readonly ReasonCode Unauthenticated = Add("unauthenticated", 401, "Not signed in", "未认证",
        "Send a valid access token: Authorization: Bearer <token>, as `dpg token` prints it.", "请携带有效的访问令牌：Authorization: Bearer <token>，可用 `dpg token` 获取。");

    /// <summary>403: a token, but not of a role that may do this.</summary>
    public static readonly ReasonCode RoleNotAllowed = Add("role-not-allowed", 403, "Not for this role", "角色不符",
        "This call is for the role {0}.", "该接口仅限角色 {0} 调用。");

    /// <summary>400: a registration is not well formed.</summary>
    public static readonly ReasonCode ClientMalformed = Add("client-malformed", 400, "The registration cannot be read", "客户端登记格式错误",
        "{0}.", "{0}。");

    /// <summary>404: no client has this id.</summary>
    public static readonly ReasonCode ClientNotFound = Add("client-not-found", 404, "No such client", "客户端不存在",
        "There is no client '{0}'.", "没有客户端“{0}”。");

    /// <summary>409: the id is taken.</summary>
    public static readonly ReasonCode ClientExists = Add("client-exists", 409, "The client exists", "客户端已存在",
        "There is a client '{0}' with another role or key. Remove it first; a client has one role and one key.",
        "客户端“{0}”已存在且角色或密钥不同，请先删除。每个客户端只有一个角色和一个密钥。");

    /// <summary>409: the key is another client's.</summary>
    public static readonly ReasonCode ClientKeyInUse = Add("client-key-in-use", 409, "The key is in use", "密钥已被使用",
        "Another client has this key. Make a new key: whoever holds a key has one role.", "该密钥已属于另一客户端，请生成新密钥：每个密钥只对应一个角色。");

    // --- Contracts as documents and their lifecycle
    /// <summary>422: a contract has errors; each with its line.</summary>
    public static readonly ReasonCode ContractInvalid = Add("contract-invalid", 422, "The contract is not sound", "合约不合规",
        "{0}", "{0}");

    /// <summary>404: no such contract, or not the caller's.</summary>
    public static readonly ReasonCode ContractNotFound = Add("contract-not-found", 404, "No such contract", "合约不存在",
        "There is no version {1} of a contract '{0}' for you. `dpg contract list` lists what there is.", "没有可供您查看的合约“{0}”第 {1} 版。可用 `dpg contract list` 查看。");

    /// <summary>409: a version changes never, and numbers only rise.</summary>
    public static readonly ReasonCode ContractVersionTaken = Add("contract-version-taken", 409, "The version is taken", "版本号已被使用",
        "The contract '{0}' has a version {1} already, and a version never changes. Write version: {2}.", "合约“{0}”已有第 {1} 版，且版本不可更改。请写 version: {2}。");

    /// <summary>409: versions of one contract are between the same parties, about the same product.</summary>
    public static readonly ReasonCode ContractPartiesDiffer = Add("contract-parties-differ", 409, "Another contract", "合约主体不一致",
        "The contract '{0}' is between {1} and the product {2}. Give another contract another name.", "合约“{0}”的主体为 {1}、产品为 {2}。其他合约请另取名称。");

    /// <summary>409: one contract at most is in force for a consumer and a product.</summary>
    public static readonly ReasonCode ContractRival = Add("contract-rival", 409, "Another contract is in force", "已有生效合约",
        "The contract '{0}' is in force for the same consumer and product. End it first.", "同一使用方与产品已有生效合约“{0}”，请先终止。");

    /// <summary>409: the state of a version does not let a step be taken.</summary>
    public static readonly ReasonCode StepNotPossible = Add("step-not-possible", 409, "Not in this state", "当前状态不允许",
        "The contract '{0}' version {1} is {2}; it cannot be taken to the step '{3}' from there.", "合约“{0}”第 {1} 版状态为 {2}，不能执行“{3}”。");

    /// <summary>403: an approver who is the author, or who has approved already.</summary>
    public static readonly ReasonCode ApproverNotIndependent = Add("approver-not-independent", 403, "Not independent", "审批人不独立",
        "Two approvers are needed, neither the author nor each other. Ask somebody else.", "须由两名审批人审批，且不得为起草人或同一人。请由他人审批。");

    /// <summary>403: only its consumer accepts a contract.</summary>
    public static readonly ReasonCode NotThePartyToAccept = Add("not-the-party-to-accept", 403, "Not yours to accept", "无权接受",
        "Only its consumer {0} can accept this contract.", "仅使用方 {0} 可接受该合约。");

    // --- Alerts
    /// <summary>404: the log has no alert of this number.</summary>
    public static readonly ReasonCode AlertNotFound = Add("alert-not-found", 404, "No such alert", "告警不存在",
        "Entry {0} of the access log raises no alert. `dpg audit alerts --all` lists them.", "访问日志第 {0} 条不是告警。可用 `dpg audit alerts --all` 查看。");

    /// <summary>409: somebody else took note of it, or for another reason.</summary>
    public static readonly ReasonCode AlertAcknowledged = Add("alert-acknowledged", 409, "Acknowledged already", "告警已确认",
        "Alert {0} was acknowledged by {1}. An acknowledgement never changes.", "告警 {0} 已由 {1} 确认，且不可更改。");

    // --- What datasets may spend
    /// <summary>404: no such dataset, or not the caller's.</summary>
    public static readonly ReasonCode DatasetNotFound = Add("dataset-not-found", 404, "No such dataset", "数据集不存在",
        "There is no dataset '{0}' for you. `dpg dataset budget list` lists what there is.", "没有可供您查看的数据集“{0}”。可用 `dpg dataset budget list` 查看。");

    /// <summary>409: a party agrees to what is not asked, or no longer.</summary>
    public static readonly ReasonCode LifetimeNotAsked = Add("lifetime-not-asked", 409, "Not what is asked", "与所提请的不一致",
        "The document of the dataset '{0}' does not ask for exactly this. `dpg dataset budget list` shows what it asks for.",
        "数据集“{0}”的文档未提请与此完全一致的累计预算。可用 `dpg dataset budget list` 查看所提请的内容。");

    /// <summary>403: one client for both parties.</summary>
    public static readonly ReasonCode LifetimePartyNotIndependent = Add("lifetime-party-not-independent", 403, "Not independent", "同意方不独立",
        "Operator and provider each agree with an account of their own. Ask somebody else.", "须由运营方与提供方各以自己的账户同意。请由他人同意。");

    // --- Queries
    /// <summary>400: the bytes are no query. Arguments: JSON path, what is wrong in English, the same in Chinese.</summary>
    public static readonly ReasonCode MalformedQuery = Add("malformed-query", 400, "The query cannot be read", "请求格式错误",
        "At {0}: {1}", "位置 {0}：{2}");

    /// <summary>413: the body is larger than the route allows.</summary>
    public static readonly ReasonCode BodyTooLarge = Add("body-too-large", 413, "The body is too large", "请求体过大",
        "Send at most {0} bytes in one request.", "单次请求最多 {0} 字节。");

    /// <summary>415: not JSON.</summary>
    public static readonly ReasonCode UnsupportedMediaType = Add("unsupported-media-type", 415, "Unsupported media type", "媒体类型不支持",
        "Send Content-Type: {0}, uncompressed.", "请使用 Content-Type: {0}，且不要压缩。");

    /// <summary>404: no such product, or no contract that lets this consumer know of it.</summary>
    public static readonly ReasonCode ProductNotFound = Add("product-not-found", 404, "No such product", "数据产品不存在",
        "There is no product '{0}' for you. `dpg contracts` lists yours.", "没有可供您使用的数据产品“{0}”。可用 `dpg contracts` 查看。");

    // --- Decisions
    /// <summary>403: no contract of this consumer covers the product.</summary>
    public static readonly ReasonCode NoContract = Add("no-contract", 403, "No contract", "无有效合约",
        "You have no contract for the product '{0}'. Ask the operating company for one.", "您没有数据产品“{0}”的合约，请联系运营公司。");

    /// <summary>403: the contract is suspended.</summary>
    public static readonly ReasonCode ContractSuspended = Add("contract-suspended", 403, "The contract is suspended", "合约已暂停",
        "The contract {0} is suspended. Ask the operating company.", "合约 {0} 已暂停，请联系运营公司。");

    /// <summary>403: before its first day.</summary>
    public static readonly ReasonCode ContractNotYetValid = Add("contract-not-yet-valid", 403, "The contract has not begun", "合约尚未生效",
        "The contract {0} is valid from {1}.", "合约 {0} 自 {1} 起生效。");

    /// <summary>403: after its last day.</summary>
    public static readonly ReasonCode ContractExpired = Add("contract-expired", 403, "The contract has expired", "合约已到期",
        "The contract {0} was valid to {1}.", "合约 {0} 有效期至 {1}。");

    /// <summary>403: not one of the contract's purposes.</summary>
    public static readonly ReasonCode PurposeNotGranted = Add("purpose-not-granted", 403, "Purpose not granted", "用途未授权",
        "The contract grants the purposes {0}.", "合约授权的用途为 {0}。");

    /// <summary>403: the contract does not grant this operation.</summary>
    public static readonly ReasonCode OperationNotGranted = Add("operation-not-granted", 403, "Operation not granted", "操作未授权",
        "The contract does not grant '{0}'.", "合约未授权“{0}”。");

    /// <summary>403: finer than the contract's precision.</summary>
    public static readonly ReasonCode PrecisionNotGranted = Add("precision-not-granted", 403, "Precision not granted", "精度未授权",
        "The contract grants multiples of {0} points.", "合约授权的精度为 {0} 分的整数倍。");

    /// <summary>403: more reasons than granted.</summary>
    public static readonly ReasonCode ReasonsNotGranted = Add("reasons-not-granted", 403, "Reasons not granted", "原因数量未授权",
        "The contract grants up to {0} reasons a score.", "合约授权每个评分最多 {0} 个原因。");

    /// <summary>403: another treatment of unknown subjects than granted.</summary>
    public static readonly ReasonCode UnknownSubjectsNotGranted = Add("unknown-subjects-not-granted", 403, "Unknown subjects: not granted",
        "未知主体处理方式未授权", "The contract grants unknownSubjects: {0}.", "合约授权的未知主体处理方式为 {0}。");

    /// <summary>403: a feature that is not the product's or not granted.</summary>
    public static readonly ReasonCode FeatureNotGranted = Add("feature-not-granted", 403, "Feature not granted", "特征未授权",
        "Send exactly the consumer features {0}.", "请且仅请提供特征 {0}。");

    /// <summary>422: a consumer feature that the product needs is missing for a subject.</summary>
    public static readonly ReasonCode FeatureMissing = Add("feature-missing", 422, "A consumer feature is missing", "缺少特征",
        "Every subject needs the consumer features {0}; null is allowed.", "每个主体都须提供特征 {0}，可为 null。");

    /// <summary>422: more subjects than one request may have.</summary>
    public static readonly ReasonCode BatchTooLarge = Add("batch-too-large", 422, "The batch is too large", "批量过大",
        "The contract grants up to {0} subjects a request.", "合约授权每次请求最多 {0} 个主体。");

    /// <summary>403: a function that the contract does not grant. Arguments: those that it does.</summary>
    public static readonly ReasonCode FunctionNotGranted = Add("function-not-granted", 403, "Function not granted", "函数未授权",
        "The contract grants the functions {0}.", "合约授权的函数为 {0}。");

    /// <summary>403: a column that is not granted for this use. Arguments: those that are, the use in English, the same in Chinese.</summary>
    public static readonly ReasonCode ColumnNotGranted = Add("column-not-granted", 403, "Column not granted", "列未授权",
        "The contract lets you {1} {0}, some functions of some columns only.", "合约授权用于{2}的列为 {0}，部分列仅授权部分函数。");

    /// <summary>403: it would cost more than one query may. Arguments: the most granted, what it needs.</summary>
    public static readonly ReasonCode EpsilonNotGranted = Add("epsilon-not-granted", 403, "Epsilon not granted", "隐私代价未授权",
        "The contract grants one query an epsilon of {0}; this one needs {1}.", "合约授权单次查询的 epsilon 为 {0}，该查询需要 {1}。");

    /// <summary>422: less than the smallest unit of privacy for each part of the query.</summary>
    public static readonly ReasonCode EpsilonTooSmall = Add("epsilon-too-small", 422, "Epsilon too small", "epsilon 过小",
        "So small an epsilon cannot be divided among the parts of this query.", "epsilon 过小，无法分配到该查询的各部分。");

    /// <summary>422: private keys need a δ, and there is none to spend.</summary>
    public static readonly ReasonCode DeltaTooSmall = Add("delta-too-small", 422, "Delta too small", "delta 过小",
        "Groups that are not public cost a delta. State a larger one, or list the groups: column IN (…).", "非公开分组需要消耗 delta，请提供更大的 delta，或以 IN (…) 列出分组。");

    /// <summary>422: the accuracy of some output cannot be promised beforehand.</summary>
    public static readonly ReasonCode AccuracyNotOffered = Add("accuracy-not-offered", 422, "Accuracy not offered", "无法保证精度",
        "An accuracy can be asked for with Gaussian noise, of counts, sums and histograms, and of means where rows is stated, and none finer than some epsilon gives. Ask for less, or state epsilon.",
        "仅高斯噪声下的计数、总和、直方图以及给出 rows 的平均值可指定精度，且须有 epsilon 能够达到；请降低精度或指定 epsilon。");

    /// <summary>422: more groups or outputs than one answer may have. Arguments: the most groups, the most outputs.</summary>
    public static readonly ReasonCode QueryTooLarge = Add("query-too-large", 422, "The query is too large", "查询过大",
        "One answer has at most {0} groups and {1} columns, fewer with quantiles, and one condition 1000 values. Ask for less at once.",
        "单次回答最多 {0} 个分组、{1} 列（含分位数时更少），筛选条件最多 1000 个取值，请缩小查询。");

    /// <summary>422: a column's declared bounds do not allow it to be added up exactly. Arguments: the column.</summary>
    public static readonly ReasonCode BoundsUnfit = Add("bounds-unfit", 422, "The bounds do not fit", "界限不适用",
        "The declared bounds of {0} hold a single value, or are too wide to be added up exactly.", "{0} 声明的界限仅含单一取值，或范围过大而无法精确累加。");

    /// <summary>409: an encrypted request was made for another version of the contract. Arguments: the contract, its version.</summary>
    public static readonly ReasonCode OfferStale = Add("offer-stale", 409, "The offer has changed", "报价信息已变更",
        "The contract is {0}, version {1}. Read the offer of encrypted scores again, and encrypt by it.", "当前合约为 {0} 版本 {1}，请重新获取密态评分信息并据此加密。");

    /// <summary>422: encrypted features are encoded by other bounds than the declared ones.</summary>
    public static readonly ReasonCode EncodingMismatch = Add("encoding-mismatch", 422, "Encoded by other bounds", "编码边界不符",
        "Encode each feature by the bounds that the offer of encrypted scores states.", "请按密态评分信息给出的上下界对每个特征编码。");

    /// <summary>403: the evaluator failed; a bug that refuses.</summary>
    public static readonly ReasonCode EvaluationFailed = Add("evaluation-failed", 403, "The decision failed", "决策失败",
        "The contract could not be evaluated, so the request is refused. Tell the operating company.", "合约评估失败，请求被拒绝，请联系运营公司。");

    // --- Idempotency
    /// <summary>400: the key is malformed.</summary>
    public static readonly ReasonCode IdempotencyKeyMalformed = Add("idempotency-key-malformed", 400, "Bad idempotency key", "幂等键格式错误",
        "Idempotency-Key has 1 to 128 visible ASCII characters.", "Idempotency-Key 为 1 至 128 个可见 ASCII 字符。");

    /// <summary>422: the key came before with another body.</summary>
    public static readonly ReasonCode IdempotencyKeyReused = Add("idempotency-key-reused", 422, "Idempotency key reused", "幂等键重复使用",
        "This Idempotency-Key was used with another request. Use a new one.", "该 Idempotency-Key 已用于另一请求，请更换。");

    /// <summary>409: the first request with the key is still running.</summary>
    public static readonly ReasonCode RequestInFlight = Add("request-in-flight", 409, "Still running", "请求处理中",
        "A request with this Idempotency-Key is still running. Try again shortly.", "相同 Idempotency-Key 的请求正在处理，请稍后重试。");

    /// <summary>409: the same aggregate is still running.</summary>
    public static readonly ReasonCode QueryInFlight = Add("query-in-flight", 409, "Still running", "查询处理中",
        "The same query is still running. Try again shortly: its answer is then yours for nothing.", "相同的查询正在处理，请稍后重试，届时可免费获得结果。");

    // --- Quotas and ledger
    /// <summary>429: a quota has no room.</summary>
    public static readonly ReasonCode QuotaExhausted = Add("quota-exhausted", 429, "Quota exhausted", "配额已用尽",
        "The quota '{0}' of {1} a {2} has no room for this request.", "配额“{0}”（每{2} {1}）已不足以处理该请求。");

    /// <summary>429: one of the subjects was asked about too often.</summary>
    public static readonly ReasonCode SubjectQuotaExhausted = Add("subject-quota-exhausted", 429, "Asked too often about a person", "单人查询次数已达上限",
        "At least one subject of this request was asked about {0} times this {1}, the most the contract grants.", "本次请求中至少一个主体在本{1}内已被查询 {0} 次，达到合约上限。");

    /// <summary>429: the privacy budget has no room. Arguments: whose, which in English, the same in Chinese.</summary>
    public static readonly ReasonCode BudgetExhausted = Add("budget-exhausted", 429, "Privacy budget exhausted", "隐私预算已用尽",
        "{0}: {1} has no room for this query. Your own charges are listed under spent.", "{0}：{2}不足以执行该查询，您的扣减记录见 spent。");

    /// <summary>429: so many refusals that further ones are no longer told apart.</summary>
    public static readonly ReasonCode TooManyRefusals = Add("too-many-refusals", 429, "Too many refusals", "被拒请求过多",
        "Your last requests were refused faster than the log records refusals. Read an earlier refusal, mend the request, then try again.",
        "近期被拒绝的请求过多。请先查看此前的拒绝原因并更正后再试。");

    // --- Dependencies: 503, never a free pass
    /// <summary>503: the product has no published data version or model.</summary>
    public static readonly ReasonCode ProductNotReady = Add("product-not-ready", 503, "The product is not ready", "数据产品未就绪",
        "The product has no published data or no registered model yet. Try again later.", "该数据产品尚无已发布的数据或已登记的模型，请稍后重试。");

    /// <summary>503: no healthy worker.</summary>
    public static readonly ReasonCode WorkerUnavailable = Add("worker-unavailable", 503, "No worker", "计算服务不可用",
        "No compute worker is ready. Try again shortly.", "暂无可用的计算服务，请稍后重试。");

    /// <summary>503: the worker died, timed out or refused the job.</summary>
    public static readonly ReasonCode JobFailed = Add("job-failed", 503, "The job failed", "计算失败",
        "The computation did not finish. Try again with the same Idempotency-Key.", "计算未能完成，请使用相同的 Idempotency-Key 重试。");

    /// <summary>503: the bodies of the requests under way leave no memory for another.</summary>
    public static readonly ReasonCode GatewayBusy = Add("gateway-busy", 503, "The gateway is busy", "网关繁忙",
        "The gateway holds as many large requests as it may. Nothing was spent. Send it again shortly, and fewer at once.",
        "网关正在处理的大请求已达上限，未产生任何扣减，请稍后重试并减少并发。");

    /// <summary>503: a store does not answer.</summary>
    public static readonly ReasonCode StoreUnavailable = Add("store-unavailable", 503, "A store is down", "存储不可用",
        "A store that this request needs is down, so nothing was released. Try again later.", "所需存储不可用，未返回任何结果，请稍后重试。");

    /// <summary>503: the log cannot be written: no record, no answer.</summary>
    public static readonly ReasonCode LogUnavailable = Add("log-unavailable", 503, "The log is down", "日志不可用",
        "The access log cannot be written, so nothing is released. Try again later.", "访问日志无法写入，未返回任何结果，请稍后重试。");

    // --- The edge
    /// <summary>404: no such path.</summary>
    public static readonly ReasonCode NotFound = Add("not-found", 404, "Not found", "未找到",
        "There is nothing at this path. See /openapi/v1.json.", "该路径不存在，请参阅 /openapi/v1.json。");

    /// <summary>405: another method is wanted.</summary>
    public static readonly ReasonCode MethodNotAllowed = Add("method-not-allowed", 405, "Method not allowed", "方法不允许",
        "This path takes another method. See /openapi/v1.json.", "该路径不支持此方法，请参阅 /openapi/v1.json。");

    /// <summary>400: anything else that is wrong with the HTTP request.</summary>
    public static readonly ReasonCode BadRequest = Add("bad-request", 400, "Bad request", "请求错误",
        "The request is not well formed: {0}", "请求格式错误：{0}");

    /// <summary>500: a bug of ours; nothing is released.</summary>
    public static readonly ReasonCode InternalError = Add("internal-error", 500, "Internal error", "内部错误",
        "Something of ours failed; nothing was released. The operating company sees it under the trace id.", "内部错误，未返回任何结果。运营公司可按跟踪编号查询。");

    /// <summary>All codes by their text.</summary>
    public static FrozenDictionary<string, ReasonCode> All { get; } = Rows.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<ReasonCode, int> Order = Rows.Index().ToFrozenDictionary(r => r.Item, r => r.Index);

    /// <summary>Of several reasons, the one with the lowest precedence value decides the status: the order of this table.</summary>
    public static int Precedence(ReasonCode code) => Order[code];

    private static ReasonCode Add(string code, int status, string title, string titleZh, string detail, string detailZh)
    {
        var row = new ReasonCode(code, status, title, titleZh, detail, detailZh);
        Rows.Add(row);
        return row;
    }
}
