using Lamina.Tests.Backends.Cpu;

namespace Lamina.Tests.Backends;

public sealed class FuzzTests
{
    private const int SeedsInARow = 15;

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, 24)];

    [Theory, MemberData(nameof(Rows))]
    public void Random_graphs_give_what_the_reference_gives(int row)
    {
        for (var seed = row * SeedsInARow; seed < (row + 1) * SeedsInARow; seed++)
        {
            var fuzz = new FuzzGraph(seed);
            foreach (var width in Widths.Supported)
            {
                Conformance.Check(fuzz.Graph, fuzz.Values, width, $"seed {seed}");
            }
        }
    }
}
