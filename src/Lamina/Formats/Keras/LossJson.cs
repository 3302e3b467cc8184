using System.Text.Json.Serialization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Losses by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MeanSquaredError))]
[JsonSerializable(typeof(MeanAbsoluteError))]
[JsonSerializable(typeof(MeanAbsolutePercentageError))]
[JsonSerializable(typeof(MeanSquaredLogarithmicError))]
[JsonSerializable(typeof(Huber))]
[JsonSerializable(typeof(LogCosh))]
[JsonSerializable(typeof(CosineSimilarity))]
[JsonSerializable(typeof(KLDivergence))]
[JsonSerializable(typeof(Poisson))]
[JsonSerializable(typeof(Hinge))]
[JsonSerializable(typeof(SquaredHinge))]
[JsonSerializable(typeof(CategoricalHinge))]
[JsonSerializable(typeof(BinaryCrossentropy))]
[JsonSerializable(typeof(BinaryFocalCrossentropy))]
[JsonSerializable(typeof(CategoricalCrossentropy))]
[JsonSerializable(typeof(CategoricalFocalCrossentropy))]
[JsonSerializable(typeof(SparseCategoricalCrossentropy))]
[JsonSerializable(typeof(CategoricalGeneralizedCrossEntropy))]
[JsonSerializable(typeof(Dice))]
[JsonSerializable(typeof(Tversky))]
[JsonSerializable(typeof(Circle))]
[JsonSerializable(typeof(CTC))]
internal sealed partial class LossJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        KerasClass.Of<MeanSquaredError>(KerasModule.Losses),
        KerasClass.Of<MeanAbsoluteError>(KerasModule.Losses),
        KerasClass.Of<MeanAbsolutePercentageError>(KerasModule.Losses),
        KerasClass.Of<MeanSquaredLogarithmicError>(KerasModule.Losses),
        KerasClass.Of<Huber>(KerasModule.Losses),
        KerasClass.Of<LogCosh>(KerasModule.Losses),
        KerasClass.Of<CosineSimilarity>(KerasModule.Losses),
        KerasClass.Of<KLDivergence>(KerasModule.Losses),
        KerasClass.Of<Poisson>(KerasModule.Losses),
        KerasClass.Of<Hinge>(KerasModule.Losses),
        KerasClass.Of<SquaredHinge>(KerasModule.Losses),
        KerasClass.Of<CategoricalHinge>(KerasModule.Losses),
        KerasClass.Of<BinaryCrossentropy>(KerasModule.Losses),
        KerasClass.Of<BinaryFocalCrossentropy>(KerasModule.Losses),
        KerasClass.Of<CategoricalCrossentropy>(KerasModule.Losses),
        KerasClass.Of<CategoricalFocalCrossentropy>(KerasModule.Losses),
        KerasClass.Of<SparseCategoricalCrossentropy>(KerasModule.Losses),
        KerasClass.Of<CategoricalGeneralizedCrossEntropy>(KerasModule.Losses),
        KerasClass.Of<Dice>(KerasModule.Losses),
        KerasClass.Of<Tversky>(KerasModule.Losses),
        KerasClass.Of<Circle>(KerasModule.Losses),
        KerasClass.Of<CTC>(KerasModule.Losses),
    ];
}
