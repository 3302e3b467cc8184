using System.Collections.Frozen;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>All layers whose class or arguments were called otherwise: a new one is a row in the table of its kind.</summary>
internal static class LegacyRows
{
    private static readonly FrozenDictionary<string, LegacyClass> ByName =
        new[] { CoreRows.Rows, ConvolutionRows.Rows, PoolingRows.Rows, RecurrentRows.Rows, MergingRows.Rows, PreparingRows.Rows, OperationRows.Rows }
            .SelectMany(rows => rows).ToFrozenDictionary(row => row.Name);

    /// <summary>Every row.</summary>
    public static IEnumerable<LegacyClass> All => ByName.Values;

    /// <summary>The row of a class; null where nothing about it has changed.</summary>
    public static LegacyClass? Find(string className) => ByName.GetValueOrDefault(className);
}
