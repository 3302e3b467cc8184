using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Layers of images and of sound, and chains of them, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ResizingConfig))]
[JsonSerializable(typeof(CenterCropConfig))]
[JsonSerializable(typeof(RandomCropConfig))]
[JsonSerializable(typeof(RandomFlipConfig))]
[JsonSerializable(typeof(RandomTranslationConfig))]
[JsonSerializable(typeof(RandomRotationConfig))]
[JsonSerializable(typeof(RandomZoomConfig))]
[JsonSerializable(typeof(RandomShearConfig))]
[JsonSerializable(typeof(RandomPerspectiveConfig))]
[JsonSerializable(typeof(RandomElasticTransformConfig))]
[JsonSerializable(typeof(RandomBrightnessConfig))]
[JsonSerializable(typeof(RandomContrastConfig))]
[JsonSerializable(typeof(RandomHueConfig))]
[JsonSerializable(typeof(RandomSaturationConfig))]
[JsonSerializable(typeof(RandomSharpnessConfig))]
[JsonSerializable(typeof(RandomGaussianBlurConfig))]
[JsonSerializable(typeof(RandomGrayscaleConfig))]
[JsonSerializable(typeof(RandomColorDegenerationConfig))]
[JsonSerializable(typeof(RandomColorJitterConfig))]
[JsonSerializable(typeof(RandomPosterizationConfig))]
[JsonSerializable(typeof(RandomInvertConfig))]
[JsonSerializable(typeof(RandomErasingConfig))]
[JsonSerializable(typeof(SolarizationConfig))]
[JsonSerializable(typeof(EqualizationConfig))]
[JsonSerializable(typeof(AutoContrastConfig))]
[JsonSerializable(typeof(ContrastLimitedAdaptiveHistogramEqualizationConfig))]
[JsonSerializable(typeof(CutMixConfig))]
[JsonSerializable(typeof(MixUpConfig))]
[JsonSerializable(typeof(RandAugmentConfig))]
[JsonSerializable(typeof(AugMixConfig))]
[JsonSerializable(typeof(MaxNumBoundingBoxesConfig))]
[JsonSerializable(typeof(PipelineConfig))]
[JsonSerializable(typeof(STFTSpectrogramConfig))]
[JsonSerializable(typeof(MelSpectrogramConfig))]
internal sealed partial class ImageJson : JsonSerializerContext
{
    private static readonly KerasKey[] ImageKeys = [.. BaseKeys, Optional("bounding_box_format"), "data_format"];

    public static KerasClass[] Rows { get; } =
    [
        .. Sizes(), .. Geometry(), .. Colours(), .. Combinations(),
        Of(
            new PipelineConfig { Layers = new InnerLayer(new RescalingConfig { Name = "rescaling", Scale = 1 }, static config => new Rescaling((RescalingConfig)config)) },
            static config => new Pipeline(config), "Pipeline", ["layers", "name"], BuildForm.Shape),
        Of(
            new STFTSpectrogramConfig(), static config => new STFTSpectrogram(config), "STFTSpectrogram",
            [
                .. BaseKeys, "mode", "frame_length", "frame_step", "fft_length", "window", "periodic", "scaling", "padding", "data_format",
                "expand_dims",
            ], BuildForm.Shape),
        Of(
            new MelSpectrogramConfig(), static config => new MelSpectrogram(config), "MelSpectrogram",
            [
                .. BaseKeys, "fft_length", "sequence_stride", "sequence_length", "window", "sampling_rate", "num_mel_bins", "min_freq",
                "max_freq", "power_to_db", "top_db", "mag_exp", "min_power", "ref_power",
            ], BuildForm.Shape),
    ];

    private static KerasClass[] Sizes() =>
    [
        Of(
            new ResizingConfig { Height = 1, Width = 1 }, static config => new Resizing(config), "Resizing",
            [
                .. ImageKeys, "height", "width", "interpolation", "crop_to_aspect_ratio", "pad_to_aspect_ratio", "fill_mode", "fill_value",
                "antialias",
            ], BuildForm.Shape),
        Of(
            new CenterCropConfig { Height = 1, Width = 1 }, static config => new CenterCrop(config), "CenterCrop",
            [.. ImageKeys, "height", "width"], BuildForm.Shape),
        Of(
            new RandomCropConfig { Height = 1, Width = 1 }, static config => new RandomCrop(config), "RandomCrop",
            [.. ImageKeys, "height", "width", "seed"], BuildForm.Shape),
    ];

    private static KerasClass[] Geometry() =>
    [
        Of(new RandomFlipConfig(), static config => new RandomFlip(config), "RandomFlip", [.. ImageKeys, "seed", "mode"], BuildForm.Shape),
        Of(
            new RandomTranslationConfig { HeightFactor = 0.0, WidthFactor = 0.0 }, static config => new RandomTranslation(config),
            "RandomTranslation",
            [.. ImageKeys, "height_factor", "width_factor", "fill_mode", "interpolation", "seed", "fill_value"], BuildForm.Shape),
        Of(
            new RandomRotationConfig { Factor = 0.0 }, static config => new RandomRotation(config), "RandomRotation",
            [.. ImageKeys, "factor", "fill_mode", "fill_value", "interpolation", "seed"], BuildForm.Shape),
        Of(
            new RandomZoomConfig { HeightFactor = 0.0 }, static config => new RandomZoom(config), "RandomZoom",
            [.. ImageKeys, "height_factor", "width_factor", "fill_mode", "interpolation", "seed", "fill_value"], BuildForm.Shape),
        Of(
            new RandomShearConfig(), static config => new RandomShear(config), "RandomShear",
            [.. ImageKeys, "x_factor", "y_factor", "fill_mode", "interpolation", "seed", "fill_value"], BuildForm.Shape),
        Of(
            new RandomPerspectiveConfig(), static config => new RandomPerspective(config), "RandomPerspective",
            [.. ImageKeys, "factor", "scale", "interpolation", "fill_value", "seed"], BuildForm.Shape),
        Of(
            new RandomElasticTransformConfig(), static config => new RandomElasticTransform(config), "RandomElasticTransform",
            [.. ImageKeys, "factor", "scale", "interpolation", "fill_mode", "fill_value", Whole("value_range"), "seed"], BuildForm.Shape),
    ];

    private static KerasClass[] Colours() =>
    [
        Colour(new RandomBrightnessConfig { Factor = 0.0 }, static config => new RandomBrightness(config), "RandomBrightness"),
        Colour(new RandomContrastConfig { Factor = 0.0 }, static config => new RandomContrast(config), "RandomContrast"),
        Colour(new RandomHueConfig { Factor = 0.0 }, static config => new RandomHue(config), "RandomHue"),
        Colour(new RandomSaturationConfig { Factor = 0.0 }, static config => new RandomSaturation(config), "RandomSaturation"),
        Colour(new RandomSharpnessConfig { Factor = 0.0 }, static config => new RandomSharpness(config), "RandomSharpness"),
        Colour(
            new RandomColorDegenerationConfig { Factor = 0.0 }, static config => new RandomColorDegeneration(config), "RandomColorDegeneration"),
        Of(
            new RandomPosterizationConfig { Factor = 1.0 }, static config => new RandomPosterization(config), "RandomPosterization",
            [.. ImageKeys, Whole("factor"), Whole("value_range"), "seed"], BuildForm.Shape),
        Colour(new RandomInvertConfig(), static config => new RandomInvert(config), "RandomInvert"),
        Of(
            new RandomGrayscaleConfig(), static config => new RandomGrayscale(config), "RandomGrayscale",
            [.. ImageKeys, "factor", Optional("seed")], BuildForm.Shape),
        Of(
            new RandomGaussianBlurConfig(), static config => new RandomGaussianBlur(config), "RandomGaussianBlur",
            [.. ImageKeys, "factor", "kernel_size", "sigma", Whole("value_range"), "seed"], BuildForm.Shape),
        Of(
            new RandomErasingConfig(), static config => new RandomErasing(config), "RandomErasing",
            [.. ImageKeys, "factor", "scale", "fill_value", Whole("value_range"), "seed"], BuildForm.Shape),
        Of(
            new SolarizationConfig(), static config => new Solarization(config), "Solarization",
            [.. ImageKeys, Whole("value_range"), "addition_factor", "threshold_factor", "seed"], BuildForm.Shape),
        Of(
            new EqualizationConfig(), static config => new Equalization(config), "Equalization",
            [.. ImageKeys, "bins", Whole("value_range")], BuildForm.Shape),
        Of(
            new AutoContrastConfig(), static config => new AutoContrast(config), "AutoContrast",
            [.. ImageKeys, Whole("value_range")], BuildForm.Shape),
        Of(
            new ContrastLimitedAdaptiveHistogramEqualizationConfig(),
            static config => new ContrastLimitedAdaptiveHistogramEqualization(config),
            "ContrastLimitedAdaptiveHistogramEqualization",
            [.. ImageKeys, Whole("value_range"), "clip_limit", "tile_grid_size"], BuildForm.Shape),
    ];

    private static KerasClass[] Combinations() =>
    [
        Of(
            new RandomColorJitterConfig(), static config => new RandomColorJitter(config), "RandomColorJitter",
            [
                .. ImageKeys, Whole("value_range"), "brightness_factor", "contrast_factor", "saturation_factor", "hue_factor", "seed",
            ], BuildForm.Shape),
        Of(new CutMixConfig(), static config => new CutMix(config), "CutMix", [.. ImageKeys, "factor", "seed"], BuildForm.Shape),
        Of(new MixUpConfig(), static config => new MixUp(config), "MixUp", [.. ImageKeys, "alpha", "seed"], BuildForm.Shape),
        Of(
            new RandAugmentConfig(), static config => new RandAugment(config), "RandAugment",
            [.. ImageKeys, Whole("value_range"), "num_ops", "factor", "interpolation", "seed"], BuildForm.Shape),
        Of(
            new AugMixConfig(), static config => new AugMix(config), "AugMix",
            [.. ImageKeys, Whole("value_range"), "num_chains", "chain_depth", "factor", "alpha", "all_ops", "interpolation", "seed"],
            BuildForm.Shape),
        Of(
            new MaxNumBoundingBoxesConfig { MaxNumber = 1 }, static config => new MaxNumBoundingBoxes(config), "MaxNumBoundingBoxes",
            [.. ImageKeys, "max_number", "fill_value"], BuildForm.Shape),
    ];

    private static KerasClass Colour<T>(T prototype, Func<T, Layer> make, string name)
        where T : RandomColourLayerConfig =>
        Of(prototype, make, name, [.. ImageKeys, "factor", Whole("value_range"), "seed"], BuildForm.Shape);
}
