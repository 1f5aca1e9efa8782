using Gateway.Stores;

namespace Gateway.Tests.Stores;

public sealed class RandomBlockTests
{
    [Fact]
    public void Next_ManyOfManyThreads_NeverTheSameTwice()
    {
        var ids = new System.Collections.Concurrent.ConcurrentBag<UInt128>();
        Parallel.For(0, 64, _ =>
        {
            for (var i = 0; i < 1_000; i++) ids.Add(RandomId.Next());
        });
        ids.Distinct().Count().ShouldBe(64_000);
    }

    [Fact]
    public void Fill_PiecesOfAnyLength_LeaveNoByteUnfilled()
    {
        // A byte that is never random stays zero in all rounds; a random one does so once in 256⁸.
        foreach (var length in (int[])[1, 7, 32, 100, 1024])
        {
            var seen = new byte[length];
            var piece = new byte[length];
            for (var round = 0; round < 8; round++)
            {
                RandomBlock.Fill(piece);
                for (var i = 0; i < length; i++) seen[i] |= piece[i];
                Array.Clear(piece);
            }

            seen.ShouldAllBe(b => b != 0);
        }
    }
}
