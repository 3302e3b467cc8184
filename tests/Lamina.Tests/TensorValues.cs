using Lamina.Formats;

namespace Lamina.Tests;

internal static class TensorValues
{
    public static T[] Values<T>(this Tensor tensor) => Assert.IsType<T[]>(ConcreteValues.TryGet(tensor));
}
