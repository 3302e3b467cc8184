using System.Text.RegularExpressions;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The equation of an <see cref="EinsumDense"/>: which letters input, kernel and output have, and on which side an
/// ellipsis stands for further axes of input and output.</summary>
internal sealed partial record EinsumForm(string Input, string Kernel, string Output, bool IsLeftElided)
{
    /// <summary>The equation's parts.</summary>
    /// <exception cref="ArgumentException">It has another form.</exception>
    public static EinsumForm Parse(string equation)
    {
        ArgumentNullException.ThrowIfNull(equation);
        var match = Form().Match(equation.Replace(" ", "", StringComparison.Ordinal));
        return match.Success
            ? new EinsumForm(match.Groups["x"].Value, match.Groups["w"].Value, match.Groups["y"].Value, match.Groups["left"].Success)
            : throw new ArgumentException(
                $"EinsumDense needs an equation like ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac...; it was given '{equation}'.");
    }

    /// <summary>The shapes of kernel and bias.</summary>
    /// <param name="input">The shape of the input.</param>
    /// <param name="output">That of the output, without its batch axis and what the ellipsis stands for.</param>
    /// <param name="biasAxes">The letters of the bias; none when null.</param>
    public (Shape Kernel, Shape? Bias) Shapes(Shape input, Shape output, string? biasAxes)
    {
        var elided = input.Rank - Input.Length;
        if (elided < 0)
        {
            throw Mismatch.Shapes($"EinsumDense needs an input with an axis for each letter of '{Input}'.", ("input", input));
        }

        // The output's axes from the left: batch, what a left ellipsis stands for, and those that are given.
        int[] known = [input[0], .. IsLeftElided ? input[1..Math.Max(1, elided)] : [], .. output];
        var shift = IsLeftElided ? elided : 0;
        if (known.Length < shift + Output.Length)
        {
            throw Mismatch.Shapes(
                $"EinsumDense needs a length for each of the output's letters '{Output}', but that of the batch.", ("output", output));
        }

        var ofInput = Input.Select((letter, i) => (letter, input[i + shift])).ToDictionary();
        var ofOutput = Output.Select((letter, i) => (letter, known[i + shift])).ToDictionary();
        Check(ofInput, ofOutput, input, output);
        Shape kernel = [.. Kernel.Select(letter => ofInput.TryGetValue(letter, out var length) ? length : ofOutput[letter])];
        return kernel.IsKnown
            ? (kernel, biasAxes is null ? null : BiasShape(biasAxes, ofOutput, IsLeftElided ? 0 : elided))
            : throw Mismatch.Shapes(
                $"EinsumDense needs the lengths of its kernel's axes '{Kernel}' to be known.", ("input", input), ("output", output));
    }

    private void Check(Dictionary<char, int> ofInput, Dictionary<char, int> ofOutput, Shape input, Shape output)
    {
        foreach (var letter in Kernel.Where(letter => !ofInput.ContainsKey(letter) && !ofOutput.ContainsKey(letter)))
        {
            throw new ArgumentException($"EinsumDense has the kernel's axis '{letter}' in neither input '{Input}' nor output '{Output}'.");
        }

        foreach (var (letter, length) in ofOutput)
        {
            if (!Input.Contains(letter, StringComparison.Ordinal) && !Kernel.Contains(letter, StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"EinsumDense has the output's axis '{letter}' in neither input '{Input}' nor kernel '{Kernel}'.");
            }

            if (ofInput.TryGetValue(letter, out var other) && length != other && length != Shape.Unknown && other != Shape.Unknown)
            {
                throw Mismatch.Shapes(
                    $"EinsumDense needs one length for axis '{letter}': the input has {other}, the output shape {length}.",
                    ("input", input),
                    ("output", output));
            }
        }
    }

    private Shape? BiasShape(string biasAxes, Dictionary<char, int> ofOutput, int behind)
    {
        foreach (var letter in biasAxes.Where(letter => !ofOutput.ContainsKey(letter)))
        {
            throw new ArgumentException($"EinsumDense has the bias's axis '{letter}' not in its output '{Output}'.");
        }

        if (biasAxes.Length == 0)
        {
            return null;
        }

        var first = biasAxes.Min(letter => Output.IndexOf(letter, StringComparison.Ordinal));
        Shape shape =
        [
            .. Output[first..].Select(letter => biasAxes.Contains(letter, StringComparison.Ordinal) ? ofOutput[letter] : 1),
            .. Enumerable.Repeat(1, behind),
        ];
        return shape.IsKnown
            ? shape
            : throw new ShapeMismatchException($"EinsumDense needs the lengths of its bias's axes '{biasAxes}' to be known; they are {shape}.");
    }

    [GeneratedRegex(@"^(?:(?<left>\.\.\.)(?<x>[a-zA-Z]+),(?<w>[a-zA-Z]+)->\.\.\.(?<y>[a-zA-Z]+)|(?<x>[a-zA-Z]+)\.\.\.,(?<w>[a-zA-Z]+)->(?<y>[a-zA-Z]+)\.\.\.|(?<x>[a-zA-Z]+),(?<w>[a-zA-Z]+)->(?<y>[a-zA-Z]+))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
