using Lamina.Data;

namespace Lamina.Slow.Tests;

/// <summary>The data sets that come as tables.</summary>
internal static class TableData
{
    private const int EmotionLabels = 6;

    /// <summary>California's districts in 1990, with the features and the unit of scikit-learn's version: X [n, 8], Y [n, 1]
    /// in 100000 dollars.</summary>
    /// <remarks>The 207 rows without total_bedrooms are left out: of 20640 rows, 20433 remain. Source: R. K. Pace and
    /// R. Barry, "Sparse spatial autoregressions", Statistics and Probability Letters 33(3), 1997.</remarks>
    public static Samples Housing()
    {
        var table = new CsvTable(DataFolder.Find("california-housing/housing.csv"));
        var rows = table.RowsWith("total_bedrooms");
        var households = table.Numbers("households", rows);
        var x = Columns.Beside(
        [
            table.Numbers("median_income", rows),
            table.Numbers("housing_median_age", rows),
            PerHousehold("total_rooms"),
            PerHousehold("total_bedrooms"),
            table.Numbers("population", rows),
            PerHousehold("population"),
            table.Numbers("latitude", rows),
            table.Numbers("longitude", rows),
        ]);
        var dollars = table.Numbers("median_house_value", rows);
        return new Samples(x, Columns.Beside([Array.ConvertAll(dollars, value => value / 100_000)]));

        float[] PerHousehold(string column) =>
            [.. table.Numbers(column, rows).Zip(households, (value, count) => value / count)];
    }

    /// <summary>Pieces of music and the moods they have: X [n, 72], Y [n, 6] of 0 and 1.</summary>
    /// <remarks>Source: K. Trohidis, G. Tsoumakas, G. Kalliris and I. Vlahavas, "Multilabel Classification of Music into
    /// Emotions", ISMIR 2008.</remarks>
    /// <param name="part"><c>train</c> or <c>test</c>: the split as published.</param>
    public static Samples Emotions(string part)
    {
        var table = new CsvTable(DataFolder.Find($"emotions/emotions-{part}.csv"));
        var rows = Enumerable.Range(0, table.Count).ToArray();
        var columns = table.Columns.Select(column => table.Numbers(column, rows)).ToArray();
        return new Samples(Columns.Beside(columns[..^EmotionLabels]), Columns.Beside(columns[^EmotionLabels..]));
    }
}
