using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Activation =>
    [
        new("ELU", () => new ELU(0.5), [3, 4], [3, 4], 0),
        new("LeakyReLU", () => new LeakyReLU(), [5], [5], 0),
        new("PReLU", () => new PReLU(), [3, 4], [3, 4], 12),
        new("PReLU, shared", () => new PReLU(new PReLUConfig { SharedAxes = [1] }), [3, 4], [3, 4], 4),
        new("ReLU", () => new ReLU(2, 0.1, 0.4), [6], [6], 0),
        new("Softmax", () => new Softmax(), [6], [6], 0),
        new("Softmax, two axes", () => new Softmax(new SoftmaxConfig { Axis = [1, 2] }), [3, 4], [3, 4], 0),
        new("ActivationLayer", () => new ActivationLayer("tanh"), [3, 4], [3, 4], 0),
    ];
}
