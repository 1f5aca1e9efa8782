using System.Collections.Immutable;

namespace Sandbox.DemoCity;

/// <summary>Places and employers of the demo city.</summary>
internal static class City
{
    /// <summary>Employers there are.</summary>
    public const int Employers = 4000;

    private static readonly ImmutableArray<string> Sites = ["郑州", "河南", "中原", "豫州", "嵩山", "黄河", "商都", "郑东"];

    private static readonly ImmutableArray<string> Marks =
    [
        "宏远", "金穗", "博瑞", "天成", "汇通", "启明", "恒信", "新源", "华泰", "瑞丰", "盛世", "鼎立", "安康", "科达", "众合", "远景", "明德", "嘉禾", "中兴源", "百川", "东升", "润泽", "联创", "正阳", "福临",
    ];

    private static readonly ImmutableArray<string> Trades =
    [
        "电子科技", "物流", "建筑工程", "食品", "机械制造", "商贸", "信息技术", "物业服务", "医药", "汽车零部件", "教育咨询", "餐饮管理", "房地产开发", "纺织", "新能源", "文化传媒", "环保设备", "农业发展", "人力资源", "装饰工程",
    ];

    // Employer number e has about 1/(e + 3) of the people: a few giants, a long tail (Zipf's law, flattened at the head).
    private static readonly ImmutableArray<long> EmployerSums = Sums(Enumerable.Range(0, Employers).Select(e => 1_000_000_000L / (e + 3)));

    /// <summary>The sixteen districts.</summary>
    public static ImmutableArray<string> Districts { get; } =
    [
        "中原区", "二七区", "管城回族区", "金水区", "上街区", "惠济区", "中牟县", "巩义市", "荥阳市", "新密市", "新郑市", "登封市", "经开区", "郑东新区", "高新区", "航空港区",
    ];

    private static readonly ImmutableArray<long> DistrictSums = Sums([82, 78, 66, 158, 13, 45, 88, 62, 57, 63, 92, 55, 32, 74, 46, 58]);

    /// <summary>A district, as likely as it is large.</summary>
    public static int District(ref DemoRandom random) => Pick(DistrictSums, ref random);

    /// <summary>An employer's number, as likely as it is large; 0 is the largest.</summary>
    public static int Employer(ref DemoRandom random) => Pick(EmployerSums, ref random);

    /// <summary>An employer's name; no two have the same.</summary>
    public static string EmployerName(int employer) =>
        $"{Sites[employer / (Marks.Length * Trades.Length)]}{Marks[employer % Marks.Length]}{Trades[employer / Marks.Length % Trades.Length]}有限公司";

    private static ImmutableArray<long> Sums(IEnumerable<long> weights)
    {
        var sum = 0L;
        return [.. weights.Select(w => sum += w)];
    }

    private static int Pick(ImmutableArray<long> sums, ref DemoRandom random)
    {
        var at = (long)(random.Uniform() * sums[^1]);
        var found = sums.BinarySearch(at + 1);
        return found < 0 ? ~found : found;
    }
}
