namespace Lamina.NN;

/// <summary>Activations as functions of tensors: <c>x.Gelu()</c> is <c>Activation.Gelu.Apply(x)</c>.</summary>
public static class TensorActivations
{
    extension(Tensor x)
    {
        /// <summary><c>min(max(x, 0), 6)</c>.</summary>
        public Tensor Relu6() => Activation.Relu6.Apply(x);

        /// <summary>x above 0, <c>slope·x</c> below.</summary>
        public Tensor LeakyRelu(double negativeSlope = 0.2) => new LeakyReluActivation(negativeSlope).Apply(x);

        /// <summary>x above 0, <c>α·(eˣ − 1)</c> below.</summary>
        public Tensor Elu(double alpha = 1) => new EluActivation(alpha).Apply(x);

        /// <summary>x above 0, <c>α·(e^(x/α) − 1)</c> below.</summary>
        public Tensor Celu(double alpha = 1) => new CeluActivation(alpha).Apply(x);

        /// <summary>The scaled exponential unit.</summary>
        public Tensor Selu() => Activation.Selu.Apply(x);

        /// <summary><c>x / (1 + |x|)</c>.</summary>
        public Tensor Softsign() => Activation.Softsign.Apply(x);

        /// <summary>0 up to −1, <c>¼(x + 1)²</c> up to 1, x beyond.</summary>
        public Tensor SparsePlus() => Activation.SparsePlus.Apply(x);

        /// <summary><c>½(x + √(x² + b))</c>.</summary>
        public Tensor Squareplus(double b = 4) => new SquareplusActivation(b).Apply(x);

        /// <summary><c>x·σ(x)</c>, also called swish.</summary>
        public Tensor Silu() => Activation.Silu.Apply(x);

        /// <summary><c>x·min(max(x + 3, 0), 6)/6</c>, also called hard swish.</summary>
        public Tensor HardSilu() => Activation.HardSilu.Apply(x);

        /// <summary><c>x·Φ(x)</c> with the normal distribution's Φ, or nearly that by tanh.</summary>
        public Tensor Gelu(bool approximate = true) => new GeluActivation(approximate).Apply(x);

        /// <summary>One half of an axis times the sigmoid of the other.</summary>
        public Tensor Glu(int axis = -1) => new GluActivation(axis).Apply(x);

        /// <summary><c>min(max(x + 3, 0), 6)/6</c>.</summary>
        public Tensor HardSigmoid() => Activation.HardSigmoid.Apply(x);

        /// <summary><c>½(x + 1)</c> between −1 and 1, 0 below, 1 above.</summary>
        public Tensor SparseSigmoid() => Activation.SparseSigmoid.Apply(x);

        /// <summary>x between −1 and 1, −1 below, 1 above.</summary>
        public Tensor HardTanh() => Activation.HardTanh.Apply(x);

        /// <summary><c>x − tanh x</c>.</summary>
        public Tensor TanhShrink() => Activation.TanhShrink.Apply(x);

        /// <summary>x beyond ±threshold, 0 between.</summary>
        public Tensor HardShrink(double threshold = 0.5) => new HardShrinkActivation(threshold).Apply(x);

        /// <summary>x drawn towards 0 by the threshold, and 0 between ±threshold.</summary>
        public Tensor SoftShrink(double threshold = 0.5) => new SoftShrinkActivation(threshold).Apply(x);

        /// <summary>x above the threshold, another value elsewhere.</summary>
        public Tensor Threshold(double threshold, double defaultValue) =>
            new ThresholdActivation(threshold, defaultValue).Apply(x);

        /// <summary>Large scores stay, the others become exactly 0, along an axis.</summary>
        public Tensor Sparsemax(int axis = -1) => new SparsemaxActivation(axis).Apply(x);
    }
}
