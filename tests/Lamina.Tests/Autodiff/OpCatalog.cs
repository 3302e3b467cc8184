using System.Runtime.CompilerServices;
using Lamina.Ops;

namespace Lamina.Tests.Autodiff;

/// <summary>The vocabulary, found by reflection.</summary>
internal static class OpCatalog
{
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract)];

    /// <summary>Ops through which gradients flow. The property is constant: an instance without fields will do.</summary>
    public static IReadOnlyList<Type> Differentiable { get; } =
        [.. All.Where(type => ((Op)RuntimeHelpers.GetUninitializedObject(type)).IsDifferentiable)];
}
