namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Client => Pick("Register, list and remove clients (platform-admin)", "登记、列出、移除客户端（平台管理员）");

    public string ClientRegister => Pick(
        """
        Make a client's key on this machine and register its public part

        Example:
          dpg client register --key var/clients/platform-admin.json --id bank-icbc --role consumer --name 'ICBC Henan' --out bank-icbc.json
        """,
        """
        在本机生成客户端密钥，并仅登记其公钥

        示例：
          dpg client register --key var/clients/platform-admin.json --id bank-icbc --role consumer --name '工商银行河南省分行' --out bank-icbc.json
        """);

    public string ClientList => Pick("List all clients", "列出所有客户端");

    public string ClientRemove => Pick("Remove a client; its tokens stop working at once", "移除客户端，其令牌立即失效");

    public string ClientId => Pick("The client's id: letters a-z, digits and hyphens; equal to the consumer in contracts", "客户端标识：小写字母、数字、连字符；与合约中的 consumer 一致");

    public string ClientRole => Pick(
        "Its one role: consumer, contract-author, contract-approver, platform-admin, regulator or provider",
        "唯一角色：consumer、contract-author、contract-approver、platform-admin、regulator 或 provider");

    public string ClientProvider => Pick(
        "For the role provider: its name, exactly as documents of datasets write it", "角色为 provider 时：其名称，与数据集文档中的写法完全一致");

    public string ClientName => Pick("Its name, for people", "显示名称");

    public string ClientOut => Pick("Where to write its key file (mode 0600)", "密钥文件的输出路径（权限 0600）");

    public string[] ClientColumns => Pick(["client", "role", "name", "key thumbprint"], ["客户端", "角色", "名称", "密钥指纹"]);

    public string ClientRegistered(string id, string role, string path) => Pick(
        $"Registered {id} ({role}). Its key file is {path}; hand it over on a safe way, nobody else has a copy.",
        $"已登记 {id}（{role}）。密钥文件为 {path}，请通过安全途径交付，除此之外没有副本。");

    public string ClientRemoved(string id) => Pick($"Removed {id}.", $"已移除 {id}。");

    public string KeyFileTaken(string path, string client) => Pick(
        $"{path} is the key file of {client} already. Choose another --out.", $"{path} 已是 {client} 的密钥文件，请另选 --out。");
}
