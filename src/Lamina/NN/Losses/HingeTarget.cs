namespace Lamina.NN;

/// <summary>What the hinge losses make of their targets.</summary>
internal static class HingeTarget
{
    /// <summary>The target, with −1 for 0 if all are 0 or 1: the only numbers that are their own squares.</summary>
    public static Tensor Signed(Tensor target)
    {
        var others = target.Square().NotEqualTo(target).Cast(target.DType).Sum();
        return Tensor.Where(others.EqualTo(0), (2 * target) - 1, target);
    }
}
