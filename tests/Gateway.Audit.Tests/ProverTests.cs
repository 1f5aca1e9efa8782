using Gateway.Audit.Proofs;
using Testing.Faults;
using Testing.Seeds;

namespace Gateway.Audit.Tests;

public sealed class ProverTests
{
    private const string Folder = "/log";
    private readonly FaultyFiles _files = new(null, 0);

    [Fact]
    public void Edge_EverySmallTree_HasTheRootOfTheDefinition()
    {
        var tree = new SyntheticTree(_files, Folder);
        var leaves = new List<byte[]>();
        for (var size = 0; size < 300; size++)
        {
            tree.Root().ShouldBe(Logs.Root(leaves.ToArray()), $"{size} entries");
            leaves.Add(SyntheticTree.Leaf(size));
            tree.GrowTo(size + 1);
        }
    }

    [Fact]
    public void Prover_SmallTrees_ProvesEveryEntryAndEveryEarlierTree()
    {
        var tree = new SyntheticTree(_files, Folder);
        var roots = new List<byte[]> { tree.Root() };
        for (var size = 1; size <= 70; size++)
        {
            tree.GrowTo(size);
            roots.Add(tree.Root());
            var prover = new TreeProver(_files, Folder, size);
            prover.Root().ShouldBe(roots[size]);
            for (var index = 0; index < size; index++)
                InclusionProof.Verify(SyntheticTree.Leaf(index), index, size, prover.Inclusion(index), roots[size]).ShouldBeTrue($"{index} of {size}");
            for (var earlier = 0; earlier <= size; earlier++)
                ConsistencyProof.Verify(earlier, size, prover.Consistency(earlier), roots[earlier], roots[size]).ShouldBeTrue($"{earlier} to {size}");
        }
    }

    [Fact]
    public void Prover_TreesOfThreeLevels_ProvesFromOlderTilesToo()
    {
        var random = new Seeded(6962);
        var tree = new SyntheticTree(_files, Folder);
        long[] sizes = [255, 256, 257, 4_096, 65_535, 65_536, 65_537, 65_800, 70_000];
        var roots = new Dictionary<long, byte[]>();
        foreach (var size in sizes)
        {
            tree.GrowTo(size);
            roots[size] = tree.Root();
        }

        foreach (var size in sizes)
        {
            // Partial tiles of earlier sizes gave way to full ones.
            var prover = new TreeProver(_files, Folder, size);
            prover.Root().ShouldBe(roots[size]);
            for (var i = 0; i < 50; i++)
            {
                var index = random.Next((int)size);
                InclusionProof.Verify(SyntheticTree.Leaf(index), index, size, prover.Inclusion(index), roots[size]).ShouldBeTrue($"{index} of {size}");
            }

            foreach (var earlier in sizes.TakeWhile(s => s <= size))
                ConsistencyProof.Verify(earlier, size, prover.Consistency(earlier), roots[earlier], roots[size]).ShouldBeTrue($"{earlier} to {size}");
        }
    }
}
