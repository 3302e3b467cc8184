namespace Lamina.Formats.Keras.Legacy;

/// <summary>Operations of TensorFlow that stand among the layers of a model.</summary>
internal static class OperationRows
{
    public static LegacyClass[] Rows { get; } = [];
}
