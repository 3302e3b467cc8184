using Lamina.Formats.Keras;
using Lamina.Formats.PyTorch;

namespace Lamina.NN;

/// <summary>How the names in a file of weights become those of a model's variables, such as <c>dense/kernel</c>.</summary>
/// <remarks>Given to <c>LoadWeights</c>, for files that another framework wrote.</remarks>
public abstract class NameMap
{
    private protected NameMap()
    {
    }

    /// <summary>The parameters of PyTorch's modules, turned into the weights of Keras's layers.</summary>
    /// <remarks>
    /// <para>Modules go to layers of the same name (<c>encoder.fc1</c> to <c>encoder_fc1</c> or <c>encoder/fc1</c>), and
    /// else, among those of equal shapes, in their order to layers in theirs. A safetensors file often holds its tensors
    /// sorted by name; then an order can be told only where names differ in their numbers alone, and is refused
    /// elsewhere.</para>
    /// <para>Known are Dense, Conv and ConvTranspose, depthwise and separable convolution, Embedding, LSTM, GRU and
    /// SimpleRNN, Bidirectional, batch, layer, group and RMS normalization, and PReLU. Kernels are transposed, gates put in
    /// Keras's order, and two biases are added or put together. Rows of a Dense behind a flattened map are reordered, for
    /// PyTorch flattens [channels, height, width]. <c>num_batches_tracked</c> is left out.</para>
    /// <para>What no file of weights holds remains the model's affair: PyTorch's epsilon in normalization is 1e-5 where
    /// Keras's is 1e-3, and padding is counted otherwise.</para>
    /// </remarks>
    public static NameMap PyTorch { get; } = new TorchNameMap(static _ => null);

    /// <summary>The parameters of PyTorch's modules, some of which are told their layers.</summary>
    /// <param name="layers">A layer's name or path for a module's name: <c>fc1</c> to <c>dense</c>. Others go as those of
    /// <see cref="PyTorch"/>.</param>
    public static NameMap PyTorchOf(IReadOnlyDictionary<string, string> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return new TorchNameMap(layers.GetValueOrDefault) { Modules = [.. layers.Keys] };
    }

    /// <summary>The parameters of PyTorch's modules, which a function tells their layers.</summary>
    /// <param name="layerOf">The name or path of the layer for a module's name; null where the module goes as those of
    /// <see cref="PyTorch"/>.</param>
    public static NameMap PyTorchOf(Func<string, string?> layerOf)
    {
        ArgumentNullException.ThrowIfNull(layerOf);
        return new TorchNameMap(layerOf);
    }

    /// <summary>New names for tensors that are otherwise as the model wants them.</summary>
    /// <param name="rename">The variable's path for a name of the file; null where the tensor is not wanted.</param>
    public static NameMap Of(Func<string, string?> rename)
    {
        ArgumentNullException.ThrowIfNull(rename);
        return new Renaming(rename);
    }

    /// <summary>New names for tensors that are otherwise as the model wants them.</summary>
    /// <param name="names">The variable's path for a name of the file, <c>head.kernel</c> to <c>dense/kernel</c>; others
    /// keep their names.</param>
    public static NameMap Of(IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new Renaming(name => names.GetValueOrDefault(name, name)) { Names = [.. names.Keys] };
    }

    /// <summary>What the tensors of a file are to a model.</summary>
    /// <param name="tensors">The tensors, in the order of the file.</param>
    /// <param name="model">The model, built.</param>
    /// <param name="file">What messages call the file.</param>
    /// <exception cref="LaminaFormatException">The names do not fit.</exception>
    internal abstract IReadOnlyList<SourceArray> Apply(IReadOnlyList<SourceArray> tensors, Model model, string file);

    /// <summary>Refuses names that were given for nothing, which are misspelt most of the time.</summary>
    private protected static void RequireAll(IEnumerable<string> wanted, IEnumerable<string> there, string what, string file)
    {
        string[] known = [.. there];
        if (wanted.Except(known).FirstOrDefault() is { } missing)
        {
            var nearest = Suggestion.Nearest(missing, known) is { } other ? $"; did you mean '{other}'?" : ".";
            throw new LaminaFormatException(
                $"{file}: the map names a {what} '{missing}', which the file does not have{nearest}");
        }
    }

    private sealed class Renaming(Func<string, string?> rename) : NameMap
    {
        public IReadOnlyList<string> Names { get; init; } = [];

        internal override IReadOnlyList<SourceArray> Apply(IReadOnlyList<SourceArray> tensors, Model model, string file)
        {
            RequireAll(Names, tensors.Select(tensor => tensor.Name), "tensor", file);
            var renamed = new OrderedDictionary<string, SourceArray>(StringComparer.Ordinal);
            var olds = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var tensor in tensors)
            {
                if (rename(tensor.Name) is not { } name)
                {
                    continue;
                }

                if (!renamed.TryAdd(name, tensor with { Name = name }))
                {
                    throw new LaminaFormatException(
                        $"{file}: the map gives two tensors the name '{name}': '{olds[name]}' and '{tensor.Name}'.");
                }

                olds[name] = tensor.Name;
            }

            return [.. renamed.Values];
        }
    }
}
