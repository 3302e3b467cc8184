using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Tests of what the whole process shares run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}

[Collection(ProcessWide.Name)]
public sealed class SeedTests
{
    [Fact]
    public void Keys_after_a_seed_are_the_same_every_time()
    {
        Seed.Set(5);
        ulong[] first = [Seed.Next(), Seed.Next()];
        Seed.Set(5);
        ulong[] second = [Seed.Next(), Seed.Next()];
        Assert.Equal(first, second);
        Assert.NotEqual(first[0], first[1]);
    }
}
