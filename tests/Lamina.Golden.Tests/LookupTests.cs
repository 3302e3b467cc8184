using System.Text.Json;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

/// <summary>Layers that prepare strings and numbers, some of them learning from data first.</summary>
public sealed class LookupTests
{
    [Golden("lookups.json")]
    public void Layer_reads_as_that_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        var layer = (Layer)c.Build(KerasModule.Layers, "class", "config");
        if (c["adapt_data"] is { } data)
        {
            Adapt(layer, LookupTensor.Parse(data));
        }

        if (c["expected_vocabulary"] is { } vocabulary)
        {
            Assert.Equal(vocabulary.EnumerateArray().Select(LookupTensor.TextOf), VocabularyOf(layer));
        }

        if (c["input"] is { } input && c["expected"] is { } expected)
        {
            // Crossed features are a list.
            Tensor[] inputs = input.ValueKind == JsonValueKind.Array
                ? [.. input.EnumerateArray().Select(LookupTensor.Parse)]
                : [LookupTensor.Parse(input)];
            Compare(LookupTensor.Parse(expected), layer.Apply(inputs, new CallContext(training: false))[0], c.Tolerance(Tolerance.Values));
        }
    }

    private static void Compare(Tensor expected, Tensor actual, Tolerance tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        if (expected.DType == DType.String)
        {
            Assert.Equal(expected.ToStrings(), actual.ToStrings());
            return;
        }

        foreach (var ((want, found), i) in expected.ToArray<double>().Zip(actual.ToArray<double>()).Select((pair, i) => (pair, i)))
        {
            Assert.True(tolerance.Admits(want, found), $"place {i}: expected {want:R}, given {found:R}.");
        }
    }

    private static void Adapt(Layer layer, Tensor data)
    {
        switch (layer)
        {
            case StringLookup lookup:
                lookup.Adapt(data);
                break;
            case IntegerLookup lookup:
                lookup.Adapt(data);
                break;
            case TextVectorization vectorization:
                vectorization.Adapt(data);
                break;
            case Discretization discretization:
                discretization.Adapt(data);
                break;
            case Normalization normalization:
                normalization.Adapt(data);
                break;
            default:
                throw new InvalidOperationException($"{layer.KerasName} does not learn from data before training.");
        }
    }

    private static IEnumerable<string> VocabularyOf(Layer layer) => layer switch
    {
        StringLookup lookup => lookup.GetVocabulary(),
        TextVectorization vectorization => vectorization.GetVocabulary(),
        IntegerLookup lookup => lookup.GetVocabulary().Select(token => $"{token}"),
        _ => throw new InvalidOperationException($"{layer.KerasName} has no vocabulary."),
    };
}
