using System.Globalization;
using System.Runtime.CompilerServices;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Checks what a constructor or property is given; the message names it, the rule and the value.</summary>
internal static class Guard
{
    public static double Finite(double value, [CallerMemberName] string name = "") =>
        double.IsFinite(value) ? value : throw OutOfRange(name, "a finite number", value);

    public static double Positive(double value, [CallerMemberName] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw OutOfRange(name, "a number greater than 0", value);

    public static double? Positive(double? value, [CallerMemberName] string name = "") =>
        value is { } number ? Positive(number, name) : null;

    public static int Positive(int value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw OutOfRange(name, "a number greater than 0", value);

    public static int? Positive(int? value, [CallerMemberName] string name = "") =>
        value is { } number ? Positive(number, name) : null;

    public static int NonNegative(int value, [CallerMemberName] string name = "") =>
        value >= 0 ? value : throw OutOfRange(name, "a number of at least 0", value);

    public static int? NonNegative(int? value, [CallerMemberName] string name = "") =>
        value is { } number ? NonNegative(number, name) : null;

    public static double NonNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw OutOfRange(name, "a number of at least 0", value);

    public static double? NonNegative(double? value, [CallerMemberName] string name = "") =>
        value is { } number ? NonNegative(number, name) : null;

    public static double AtLeast(double value, double least, [CallerMemberName] string name = "") =>
        value >= least && double.IsFinite(value)
            ? value
            : throw OutOfRange(name, string.Create(CultureInfo.InvariantCulture, $"a number of at least {least}"), value);

    public static int AtLeast(int value, int least, [CallerMemberName] string name = "") =>
        (int)AtLeast((double)value, least, name);

    public static int? AtLeast(int? value, int least, [CallerMemberName] string name = "") =>
        value is { } number ? AtLeast(number, least, name) : null;

    public static double NonPositive(double value, [CallerMemberName] string name = "") =>
        value <= 0 && double.IsFinite(value) ? value : throw OutOfRange(name, "a number of at most 0", value);

    /// <summary>A share: from 0 to 1, both allowed.</summary>
    public static double Fraction(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw OutOfRange(name, "a number from 0 to 1", value);

    /// <summary>Shares: each from 0 to 1; null stays null.</summary>
    public static ValueList<double>? Fractions(ValueList<double>? values, [CallerMemberName] string name = "")
    {
        foreach (var value in values ?? [])
        {
            _ = value is >= 0 and <= 1 ? value : throw OutOfRange(name, "numbers from 0 to 1", value);
        }

        return values;
    }

    /// <summary>Classes: each from 0 to below their number.</summary>
    public static ValueList<int> Classes(ValueList<int> values, int count, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values, name);
        foreach (var value in values)
        {
            _ = value >= 0 && value < count ? value : throw OutOfRange(name, $"classes from 0 to {count - 1}", value);
        }

        return values.Count > 0 ? values : throw new ArgumentOutOfRangeException(name, $"{name} needs a class.");
    }

    /// <summary>A decay rate: from 0, which forgets at once, to below 1, which would never forget.</summary>
    public static double Decay(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and < 1 ? value : throw OutOfRange(name, "a number from 0 to below 1", value);

    /// <summary>A number greater than 0 for each of some axes; a single one is for all of them.</summary>
    public static Axes PerAxis(Axes value, int count, [CallerMemberName] string name = "")
    {
        if (value.Count != 1 && value.Count != count)
        {
            throw new ArgumentException($"{name} needs one number or {count}; it was given {value}.", name);
        }

        foreach (var number in value)
        {
            Positive(number, name);
        }

        return value.Count == count ? value : [.. Enumerable.Repeat(value[0], count)];
    }

    /// <summary>A floating-point type, or none.</summary>
    public static DType? Precision(DType? value, [CallerMemberName] string name = "") =>
        value is null || value.Value.IsFloat
            ? value
            : throw new DTypeMismatchException($"{name} needs float32 or float64; it was given {value.Value.KerasName}.");

    private static ArgumentOutOfRangeException OutOfRange(string name, string rule, double value) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"{name} needs {rule}; it was given {value}."));
}
