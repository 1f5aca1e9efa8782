namespace Sandbox.Tests.DemoCity;

internal static class Pinned
{
    public static readonly (string, int, int?, long?, int, long) HousingFund = ("990000196605050008", 6, 349, 4350725, 36, -4612044808815955534);
    public static readonly (string, int, int, int?, long?, long) Residence = ("990000196605050008", 12, 0, 3, 1640, -4609535549605318492);
}
