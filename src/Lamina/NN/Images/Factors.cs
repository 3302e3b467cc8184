using System.Runtime.CompilerServices;

namespace Lamina.NN;

/// <summary>Factors of augmentation: two bounds between which a number is drawn for each image, or one number that stands for
/// two.</summary>
internal static class Factors
{
    /// <summary>Both bounds of a factor; one number f stands for −f to f, as far as that is allowed.</summary>
    public static ValueList<double> Between(
        ValueList<double> value, double least, double most, string layer, [CallerMemberName] string name = "")
    {
        Check(value, least, most, layer, name);
        return value.Count == 1
            ? [Math.Max(-Math.Abs(value[0]), least), Math.Abs(value[0])]
            : [Math.Min(value[0], value[1]), Math.Max(value[0], value[1])];
    }

    /// <summary>A factor as it was given.</summary>
    public static ValueList<double> Checked(
        ValueList<double> value, double least, double most, string layer, [CallerMemberName] string name = "")
    {
        Check(value, least, most, layer, name);
        return value;
    }

    /// <summary>The lowest and the highest value of an image, which differ.</summary>
    public static ValueList<double> Range(ValueList<double> value, string layer, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.Count == 2 && double.IsFinite(value[0]) && double.IsFinite(value[1]) && value[0] != value[1]
            ? [Math.Min(value[0], value[1]), Math.Max(value[0], value[1])]
            : throw new ArgumentException(
                $"{layer} needs a {name} of two numbers, the lowest and the highest value of a pixel; it was given {value}.", name);
    }

    /// <summary>The bounds that a factor stands for.</summary>
    public static (double Lower, double Upper) Bounds(ValueList<double> value) => value.Count == 1
        ? (-Math.Abs(value[0]), Math.Abs(value[0]))
        : (Math.Min(value[0], value[1]), Math.Max(value[0], value[1]));

    private static void Check(ValueList<double> value, double least, double most, string layer, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (value.Count is not (1 or 2) || value.Any(number => !(number >= least && number <= most)))
        {
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant(
                $"{layer} needs a {name} of one number or two from {least} to {most}; it was given {value}.\n  hint: two numbers are the bounds between which one is drawn; [x, x] gives always x."));
        }
    }
}
