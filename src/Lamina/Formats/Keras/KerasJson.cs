using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>How records and Keras's configurations become each other: names in snake case, Python's numbers.</summary>
internal static class KerasJson
{
    private static readonly (IJsonTypeInfoResolver Types, KerasClass[] Rows)[] Areas =
    [
        (ActivationJson.Default, ActivationJson.Rows),
        (LossJson.Default, LossJson.Rows),
        (InitializerJson.Default, InitializerJson.Rows),
        (RegularizerJson.Default, RegularizerJson.Rows),
        (ConstraintJson.Default, ConstraintJson.Rows),
        (LayerJson.Default, LayerJson.Rows),
        (ReshapingJson.Default, ReshapingJson.Rows),
        (RegularizationJson.Default, RegularizationJson.Rows),
        (PreprocessingJson.Default, PreprocessingJson.Rows),
        (ImageJson.Default, ImageJson.Rows),
        (NormalizationJson.Default, NormalizationJson.Rows),
        (AttentionJson.Default, AttentionJson.Rows),
        (MergingJson.Default, MergingJson.Rows),
        (OperationJson.Default, OperationJson.Rows),
        (ActivationLayerJson.Default, ActivationLayerJson.Rows),
        (ConvolutionJson.Default, ConvolutionJson.Rows),
        (PoolingJson.Default, PoolingJson.Rows),
        (RecurrentJson.Default, RecurrentJson.Rows),
        (ConvLSTMJson.Default, ConvLSTMJson.Rows),
        (WrapperJson.Default, WrapperJson.Rows),
        (ScheduleJson.Default, ScheduleJson.Rows),
        (OptimizerJson.Default, OptimizerJson.Rows),
        (MetricJson.Default, MetricJson.Rows),
    ];

    /// <summary>All classes of Keras that can be read and written.</summary>
    public static KerasClass[] Classes { get; } = [.. Areas.SelectMany(area => area.Rows)];

    /// <summary>For all their records.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine([.. Areas.Select(area => area.Types)]),
        Converters =
        {
            new FractionConverter(), new DTypeConverter(), new ShapeConverter(), new AxesConverter(),
            new StringListConverter(), new LongListConverter(), new NumberGridConverter(), new ReductionConverter(),
            new ActivationConverter(), new NumberListConverter(), new IntegerListConverter(),
            new InnerLayerConverter(), new InnerLayerListConverter(),
            new NamedConverter<MergeMode>(
                ("concat", MergeMode.Concat), ("sum", MergeMode.Sum), ("mul", MergeMode.Multiply), ("ave", MergeMode.Average)),
            new LambdaFunctionConverter(),
            new KerasObjectConverter<Initializer>(KerasModule.Initializers, Initializer.Get),
            new KerasObjectConverter<Regularizer>(KerasModule.Regularizers, Regularizer.Get),
            new KerasObjectConverter<Constraint>(KerasModule.Constraints, Constraint.Get),
            new KerasObjectConverter<Optimizer>(KerasModule.Optimizers, Optimizer.Get),
            new KerasObjectConverter<LearningRateSchedule>(
                KerasModule.Schedules, static name => throw new JsonException($"'{name}' is no schedule.")),
            new MarginsConverter(),
            new NamedConverter<Interpolation>(
                ("nearest", Interpolation.Nearest), ("bilinear", Interpolation.Bilinear), ("bicubic", Interpolation.Bicubic),
                ("lanczos3", Interpolation.Lanczos3), ("lanczos5", Interpolation.Lanczos5)),
            new NamedConverter<Padding>(("valid", Padding.Valid), ("same", Padding.Same), ("causal", Padding.Causal)),
            new NamedConverter<DataFormat>(
                ("channels_last", DataFormat.ChannelsLast), ("channels_first", DataFormat.ChannelsFirst)),
            new NamedConverter<FillMode>(
                ("constant", FillMode.Constant), ("nearest", FillMode.Nearest), ("reflect", FillMode.Reflect),
                ("wrap", FillMode.Wrap), ("mirror", FillMode.Mirror)),
            new NamedConverter<FlipMode>(
                ("horizontal_and_vertical", FlipMode.HorizontalAndVertical), ("horizontal", FlipMode.Horizontal),
                ("vertical", FlipMode.Vertical)),
            new NamedConverter<SpectrogramMode>(
                ("log", SpectrogramMode.Log), ("magnitude", SpectrogramMode.Magnitude),
                ("psd", SpectrogramMode.PowerSpectralDensity), ("real", SpectrogramMode.Real),
                ("imag", SpectrogramMode.Imaginary), ("angle", SpectrogramMode.Angle), ("stft", SpectrogramMode.RealAndImaginary)),
            new NamedConverter<OutputMode>(
                ("int", OutputMode.Int), ("one_hot", OutputMode.OneHot), ("multi_hot", OutputMode.MultiHot),
                ("count", OutputMode.Count), ("tf_idf", OutputMode.TfIdf), ("binary", OutputMode.MultiHot),
                ("tf-idf", OutputMode.TfIdf)),
            new NamedConverter<OovMethod>(("floormod", OovMethod.FloorMod), ("farmhash", OovMethod.FarmHash)),
            new NamedConverter<TextStandardization>(
                ("none", TextStandardization.None), ("lower", TextStandardization.Lower),
                ("strip_punctuation", TextStandardization.StripPunctuation),
                ("lower_and_strip_punctuation", TextStandardization.LowerAndStripPunctuation)),
            new NamedConverter<TextSplit>(
                ("none", TextSplit.None), ("whitespace", TextSplit.Whitespace), ("character", TextSplit.Character)),
            new NamedConverter<ScoreMode>(("dot", ScoreMode.Dot), ("concat", ScoreMode.Concat)),
            new NamedConverter<FanMode>(
                ("fan_in", FanMode.FanIn), ("fan_out", FanMode.FanOut), ("fan_avg", FanMode.FanAverage)),
            new NamedConverter<ScalingDistribution>(
                ("truncated_normal", ScalingDistribution.TruncatedNormal),
                ("untruncated_normal", ScalingDistribution.UntruncatedNormal),
                ("uniform", ScalingDistribution.Uniform)),
            new NamedConverter<OrthogonalMode>(("rows", OrthogonalMode.Rows), ("columns", OrthogonalMode.Columns)),
            new NamedConverter<StftSide>(("real", StftSide.Real), ("imag", StftSide.Imaginary)),
            new NamedConverter<StftScaling>(("density", StftScaling.Density), ("spectrum", StftScaling.Spectrum)),
            new NamedConverter<AucCurve>(
                ("ROC", AucCurve.ROC), ("PR", AucCurve.PR), ("roc", AucCurve.ROC), ("pr", AucCurve.PR)),
            new NamedConverter<AucSummation>(
                ("interpolation", AucSummation.Interpolation), ("majoring", AucSummation.Majoring),
                ("minoring", AucSummation.Minoring), ("Interpolation", AucSummation.Interpolation),
                ("Majoring", AucSummation.Majoring), ("Minoring", AucSummation.Minoring)),
            new NamedConverter<Averaging>(
                ("micro", Averaging.Micro), ("macro", Averaging.Macro), ("weighted", Averaging.Weighted)),
            new NamedConverter<ClassAggregation>(
                ("uniform_average", ClassAggregation.UniformAverage),
                ("variance_weighted_average", ClassAggregation.VarianceWeightedAverage)),
        },
    };
}
