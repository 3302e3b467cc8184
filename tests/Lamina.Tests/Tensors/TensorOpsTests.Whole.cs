namespace Lamina.Tests.Tensors;

public sealed partial class TensorOpsTests
{
    /// <summary>Whole numbers, remainders, truth values and bits.</summary>
    private static readonly OpCase[] Whole =
    [
        new("ceil", () => V(-1.5, -0.2, 0, 1.2, 3).Ceil(), [5], [-1, 0, 0, 2, 3]),
        new("trunc", () => V(-1.5, -0.2, 1.8).Trunc(), [3], [-1, 0, 1]),
        new("round, decimals", () => V(1.25, -2.375, 3.1).Round(1), [3], [1.2, -2.4, 3.1]),
        new("round, tens", () => V(125, -237, 31).Round(-1), [3], [120, -240, 30]),
        new(
            "floor_divide",
            () => Tensor.FloorDivide(V(7, -7, 7, -7, 1, 5), V(2, 2, -2, -2, 0.1, Infinity)),
            [6], [3, -4, -4, 3, 9, 0]),
        new(
            "floor_divide of integers",
            () => Tensor.FloorDivide(I(7, -7, 7, -7, 3), I(2, 2, -2, -2, 0)),
            [5], [3, -4, -4, 3, 0]),
        new(
            "mod",
            () => Tensor.Mod(V(7, -7, 7, -7, 5.5, -1, 1), V(3, 3, -3, -3, 2, Infinity, 0)),
            [7], [1, 2, -2, -1, 1.5, Infinity, NaN]),
        new("mod of integers", () => Tensor.Mod(I(7, -7, 7, -7, 3), I(3, 3, -3, -3, 0)), [5], [1, 2, -2, -1, 0]),
        new("fmod", () => Tensor.Fmod(V(7, -7, 7, -7.5), V(3, 3, -3, 2)), [4], [1, -1, 1, -1.5]),
        new("fmod of integers", () => Tensor.Fmod(I(7, -7, 7, 3), I(3, 3, -3, 0)), [4], [1, -1, 1, 0]),
        new("divide_no_nan", () => Tensor.DivideNoNan(V(1, 0, -3), V(0, 0, 2)), [3], [0, 0, -1.5]),
        new("gcd", () => Tensor.Gcd(I(12, -8, 0, 7), I(18, 12, 5, 13)), [4], [6, 4, 5, 1]),
        new("lcm", () => Tensor.Lcm(I(4, -6, 0), I(6, 8, 5)), [3], [12, 24, 0]),
        new("nextafter", () => (Tensor.NextAfter(V(1, 1, 2), V(2, 0, 2)) - V(1, 1, 2)) * 16777216, [3], [2, -1, 0]),
        new("heaviside", () => V(-1, 0, 2).Heaviside(V(0.5)), [3], [0, 0.5, 1]),
        new("signbit", () => V(-1, -0.0, 0, 3, -Infinity).Signbit(), [5], [1, 1, 0, 0, 1]),
        new("nan_to_num", () => V(NaN, 1, Infinity, -Infinity).NanToNum(7, 100, -100), [4], [7, 1, 100, -100]),
        new("isnan", () => V(NaN, 1, Infinity).IsNaN(), [3], [1, 0, 0]),
        new("isinf", () => V(NaN, 1, Infinity, -Infinity).IsInfinity(), [4], [0, 0, 1, 1]),
        new("isposinf", () => V(Infinity, -Infinity).IsPositiveInfinity(), [2], [1, 0]),
        new("isneginf", () => V(Infinity, -Infinity).IsNegativeInfinity(), [2], [0, 1]),
        new("isinf of integers", () => I(1, 2).IsInfinity(), [2], [0, 0]),
        new("fmax", () => Tensor.Fmax(V(1, NaN, NaN), V(2, 3, NaN)), [3], [2, 3, NaN]),
        new("fmin", () => Tensor.Fmin(V(1, NaN, 5), V(2, 3, NaN)), [3], [1, 3, 5]),
        new("saturate_cast", () => V(-5, 3.7, 300, NaN).SaturateCast(DType.UInt8), [4], [0, 3, 255, 0]),
        new(
            "saturate_cast, far",
            () => V(-1e20, 1e20).SaturateCast(DType.Int32),
            [2], [-2.14748365e+09, 2.14748352e+09]),
        new("view", () => V(1, -2).View(DType.Int32), [2], [1.06535322e+09, -1.07374182e+09]),
        new("view back", () => I(1065353216).View(DType.Float32), [1], [1]),
        new("sign of integers", () => I(-3, 0, 5).Sign(), [3], [-1, 0, 1]),
        new("logical_and", () => Tensor.LogicalAnd(V(0, 1, 2), V(1, 0, 3)), [3], [0, 0, 1]),
        new("logical_or", () => Tensor.LogicalOr(V(0, 0, 2), V(1, 0, 3)), [3], [1, 0, 1]),
        new("logical_xor", () => Tensor.LogicalXor(V(0, 1, 2, 0), V(1, 0, 3, 0)), [4], [1, 1, 0, 0]),
        new("logical_not", () => V(0, 2).LogicalNot(), [2], [1, 0]),
        new("all", () => M(2, V(1, 2, 0, 3)).All([1]), [2], [1, 0]),
        new("all of all", () => M(2, V(1, 2, 4, 3)).All(), [], [1]),
        new("any", () => M(2, V(0, 0, 0, 3)).Any([0], keepDims: true), [1, 2], [0, 1]),
        new("count_nonzero", () => M(2, V(0, 1, 2, 3)).CountNonzero(), [], [3]),
        new(
            "isclose",
            () => Tensor.IsClose(V(1, 1, Infinity, NaN), V(1.000001, 1.1, Infinity, NaN)),
            [4], [1, 0, 1, 0]),
        new("isclose, NaN", () => Tensor.IsClose(V(NaN, 1), V(NaN, Infinity), equalNaN: true), [2], [1, 0]),
        new("allclose", () => Tensor.AllClose(V(1, 2), V(1, 2)), [], [1]),
        new("isin", () => V(3, 1, 7).IsIn(V(1, 2, 3)), [3], [1, 1, 0]),
        new("isin, inverted", () => I(3, 1, 7).IsIn(I(5, 7), invert: true), [3], [1, 1, 0]),
        new("bitwise_and", () => Tensor.BitwiseAnd(I(12, -1, 5), I(10, 7, -8)), [3], [8, 7, 0]),
        new("bitwise_or", () => Tensor.BitwiseOr(I(12, -16, 5), I(10, 7, 8)), [3], [14, -9, 13]),
        new("bitwise_xor", () => Tensor.BitwiseXor(I(12, -1, 5), I(10, 7, 5)), [3], [6, -8, 0]),
        new("bitwise_not", () => I(0, 5, -1).BitwiseNot(), [3], [-1, -6, 0]),
        new("left_shift", () => Tensor.LeftShift(I(1, -3, 5, 1), I(4, 1, 0, 40)), [4], [16, -6, 5, 0]),
        new("right_shift", () => Tensor.RightShift(I(16, -3, 5, -1), I(4, 1, 0, 40)), [4], [1, -2, 5, -1]),
        new(
            "bitwise of truth",
            () => Tensor.BitwiseXor(V(1, 0).Cast(DType.Bool), V(1, 1).Cast(DType.Bool)),
            [2], [0, 1]),
    ];
}
