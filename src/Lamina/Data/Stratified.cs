namespace Lamina.Data;

/// <summary>Draws rows so that every class gives its share.</summary>
internal static class Stratified
{
    /// <summary>Splits the rows 0 .. n − 1 by their labels.</summary>
    /// <param name="labels">The class of each row.</param>
    /// <param name="testCount">How many rows to draw.</param>
    /// <param name="random">Decides which, and the order of both parts.</param>
    public static (int[] Train, int[] Test) Split(long[] labels, int testCount, SplitMix64 random)
    {
        var classes = Enumerable.Range(0, labels.Length).GroupBy(row => labels[row]).OrderBy(rows => rows.Key)
            .Select(rows => rows.ToArray()).ToArray();
        var shares = Shares(classes, labels.Length, testCount);
        var train = new List<int>(labels.Length - testCount);
        var test = new List<int>(testCount);
        for (var i = 0; i < classes.Length; i++)
        {
            random.Shuffle(classes[i]);
            test.AddRange(classes[i].AsSpan(..shares[i]));
            train.AddRange(classes[i].AsSpan(shares[i]..));
        }

        return (Shuffled(train, ref random), Shuffled(test, ref random));
    }

    // In whole numbers, so that no rounding of the machine decides.
    private static int[] Shares(int[][] classes, int rows, int testCount)
    {
        var shares = new int[classes.Length];
        var remainders = new long[classes.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            var (share, remainder) = Math.DivRem((long)classes[i].Length * testCount, rows);
            shares[i] = (int)share;
            remainders[i] = remainder;
        }

        var lacking = testCount - shares.Sum();
        foreach (var i in Enumerable.Range(0, classes.Length).OrderByDescending(i => remainders[i]).Take(lacking))
        {
            shares[i]++;
        }

        return shares;
    }

    private static int[] Shuffled(List<int> rows, ref SplitMix64 random)
    {
        var array = rows.ToArray();
        random.Shuffle(array);
        return array;
    }
}
