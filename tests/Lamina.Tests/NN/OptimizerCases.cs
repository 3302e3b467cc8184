using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Optimizers of every class, with arguments that are not the defaults.</summary>
public static class OptimizerCases
{
    private static readonly Dictionary<string, Optimizer> Table = new()
    {
        ["SGD"] = new SGD(0.05, 0.5, Nesterov: true) { ExcludeFromWeightDecay = ["bias"], WeightDecay = 0.01 },
        ["RMSprop"] = new RMSprop(0.01) { Rho = 0.8, Momentum = 0.5, Centered = true, Epsilon = 1e-3 },
        ["Adam"] = new Adam(0.02) { AmsGrad = true, ClipNorm = 0.5, Beta1 = 0.8 },
        ["AdamW"] = new AdamW(0.02) { WeightDecay = 0.1, ClipValue = 0.25 },
        ["Adadelta"] = new Adadelta(0.5) { Rho = 0.9, GlobalClipNorm = 2 },
        ["Adafactor"] = new Adafactor(0.02) { RelativeStep = false, ClipThreshold = 0.75, Beta2Decay = -0.5 },
        ["Adagrad"] = new Adagrad(0.1) { InitialAccumulatorValue = 0.25 },
        ["Adamax"] = new Adamax(0.02) { Beta2 = 0.9 },
        ["Ftrl"] = new Ftrl(0.1) { L1RegularizationStrength = 0.01, LearningRatePower = -0.25, Beta = 0.5 },
        ["Lamb"] = new Lamb(0.02) { Epsilon = 1e-5 },
        ["Lion"] = new Lion(0.005) { Beta1 = 0.8 },
        ["Muon"] = new Muon(0.02) { ExcludeLayers = ["dense_1"], NsSteps = 3, AdamLrRatio = 0.5, RmsRate = null },
        ["Nadam"] = new Nadam(0.02) { Beta1 = 0.8 },
        ["ScheduleFreeAdamW"] = new ScheduleFreeAdamW(0.02) { WarmupSteps = 2 },
        ["schedule"] = new Adam(new CosineDecay(0.02, 6, 0.25, WarmupTarget: 0.05, WarmupSteps: 2)),
        ["average"] = new SGD(0.05) { UseEma = true, EmaMomentum = 0.75, EmaOverwriteFrequency = 3 },
        ["accumulation"] = new Adam(0.02) { GradientAccumulationSteps = 2 },
        ["LossScaleOptimizer"] = new LossScaleOptimizer(new Adam(0.02), 1024, 3),
        ["MultiOptimizer"] = new MultiOptimizer(
            new Adam(0.02), ("dense/.*", new SGD(0.05, 0.5)), ("dense_1/bias", new SGD(new InverseTimeDecay(0.05, 2, 0.5)))),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    /// <summary>Those whose training may end and go on as if it had not: averages do not take the weights' places.</summary>
    public static TheoryData<string> NamesWithoutAverages =>
        [.. Table.Where(pair => !pair.Value.UseEma).Select(pair => pair.Key)];

    public static IEnumerable<Optimizer> All => Table.Values;

    public static Optimizer Get(string name) => Table[name];
}
