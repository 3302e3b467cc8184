namespace Lamina.Data;

/// <summary>Draws rows so that every class gives its share.</summary>
internal static class Stratified
{
    /// <summary>Splits the rows 0 .. n − 1 by their labels.</summary>
    /// <param name="labels">The class of each row.</param>
    /// <param name="testCount">How many rows to draw.</param>
    /// <param name="random">Decides which, and the order of both parts.</param>
    /// <exception cref="InvalidOperationException">A class has too few rows to be in both parts.</exception>
    public static (int[] Train, int[] Test) Split(long[] labels, int testCount, SplitMix64 random)
    {
        var classes = Enumerable.Range(0, labels.Length).GroupBy(row => labels[row]).OrderBy(rows => rows.Key)
            .Select(rows => rows.ToArray()).ToArray();
        CheckClasses(classes, labels, testCount);
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
        // Where both parts have rows, each class is in both.
        var least = testCount > 0 && testCount < rows ? 1 : 0;
        var shares = Array.ConvertAll(
            classes, of => Math.Clamp((int)((long)of.Length * testCount / rows), least, of.Length - least));
        while (shares.Sum() < testCount)
        {
            shares[Open(i => shares[i] < classes[i].Length - least).MaxBy(Lacks)]++;
        }

        while (shares.Sum() > testCount)
        {
            shares[Open(i => shares[i] > least).MinBy(Lacks)]--;
        }

        return shares;

        IEnumerable<int> Open(Func<int, bool> isOpen) => Enumerable.Range(0, classes.Length).Where(isOpen);

        // How much a class lacks of its exact share, in parts of a row.
        long Lacks(int i) => ((long)classes[i].Length * testCount) - ((long)shares[i] * rows);
    }

    private static void CheckClasses(int[][] classes, long[] labels, int testCount)
    {
        var trainCount = labels.Length - testCount;
        if (testCount == 0 || trainCount == 0)
        {
            return;
        }

        const string Hint = "\n  hint: leave the rare classes out, or use Split with a seed.";
        if (Array.Find(classes, of => of.Length < 2) is { } single)
        {
            throw new InvalidOperationException(
                "A stratified split needs at least 2 rows of each class, one for either part;"
                + $" class {labels[single[0]]} has 1 (row {single[0]})." + Hint);
        }

        if (Math.Min(testCount, trainCount) < classes.Length)
        {
            throw new InvalidOperationException(
                $"A stratified split needs a row of each of the {classes.Length} classes in both parts;"
                + $" they have {trainCount} and {testCount} rows." + Hint);
        }
    }

    private static int[] Shuffled(List<int> rows, ref SplitMix64 random)
    {
        var array = rows.ToArray();
        random.Shuffle(array);
        return array;
    }
}
