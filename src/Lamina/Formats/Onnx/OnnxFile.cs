namespace Lamina.Formats.Onnx;

/// <summary>Files of ONNX.</summary>
internal static class OnnxFile
{
    /// <summary>What a protobuf message may have.</summary>
    public const long MostBytes = int.MaxValue;

    /// <summary>Writes a model, whole or not at all.</summary>
    /// <exception cref="NotSupportedException">It is too large for a protobuf message.</exception>
    public static void Write(string path, OnnxModel model)
    {
        var message = model.Write();
        if (message.Length > MostBytes)
        {
            throw new NotSupportedException(
                $"'{path}' cannot be written: the model has {message.Length} bytes, and a file of ONNX holds at most {MostBytes}.");
        }

        AtomicFile.Write(path, message.WriteTo);
    }

    /// <summary>Reads a model; tensors keep pointing into what was read.</summary>
    /// <exception cref="LaminaFormatException">The file is no model of ONNX.</exception>
    public static OnnxModel Read(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= Array.MaxLength
            ? OnnxModel.Read(File.ReadAllBytes(path), path)
            : throw new LaminaFormatException($"{path}: it has {length} bytes, and a file of ONNX holds at most {MostBytes}.");
    }
}
