using Lamina.Ops;

namespace Lamina.Tests.Autodiff;

/// <summary>Recurrences over time: every kind of cell, with everything that it may have besides.</summary>
internal static class RecurrenceCases
{
    /// <summary>Rows for <see cref="GradientTests"/>.</summary>
    public static IEnumerable<GradCase> Table =>
    [
        .. Enum.GetValues<RecurrentKind>().SelectMany(OfKind),
        Case("gates of straight lines", new(RecurrentKind.Lstm, GateFunction.Linear, GateFunction.HardSigmoid), RecurrenceResult.Both),
        Case("rectified", new(RecurrentKind.Simple, GateFunction.Relu, GateFunction.Linear), RecurrenceResult.Outputs),
        Case("one row", Form(RecurrentKind.Lstm), RecurrenceResult.Both, batch: 1),
        new("Gradient of a recurrence", x => Gradient.Vjp(new Recurrence(Form(RecurrentKind.Lstm), RecurrenceResult.States).Of(x.AsSpan(1)), x[0], x[1])[0],
            [2, 2, 2], [3, 2, 8], [2, 8], [2, 2], [2, 2]),
        new("Part", x => new Part(1, 2).Of(x[0]).Square(), [4, 3]),
    ];

    /// <summary>A recurrence of parameters and, where the form has them, a fixed mask and fixed factors.</summary>
    public static GradCase Case(string name, RecurrenceForm form, RecurrenceResult result, int steps = 3, int batch = 2, int units = 2)
    {
        Shape state = [batch, units];
        Shape[] bias = form.HasBias ? [[units]] : [];
        return new(
            $"{form.Kind} over time, {name}",
            x => new Recurrence(form, result).Of([.. x, .. Constants(form, steps, state, x[0].DType)]),
            [[steps, batch, form.Gates * units], [units, form.Gates * units], .. bias, .. Enumerable.Repeat(state, form.States)]);
    }

    public static RecurrenceForm Form(RecurrentKind kind) => new(kind, GateFunction.Tanh, GateFunction.Sigmoid)
    {
        HasBias = kind == RecurrentKind.GruResetAfter,
    };

    private static IEnumerable<GradCase> OfKind(RecurrentKind kind) =>
    [
        Case("last states", Form(kind), RecurrenceResult.States),
        Case("outputs", Form(kind), RecurrenceResult.Outputs),
        Case("outputs and states, backwards", Form(kind) with { Backwards = true }, RecurrenceResult.Both),
        Case("last states, backwards", Form(kind) with { Backwards = true, HasBias = false }, RecurrenceResult.States),
        Case("masked", Form(kind) with { HasMask = true }, RecurrenceResult.Both),
        Case("dropout", Form(kind) with { HasDropout = true }, RecurrenceResult.Both),
        Case("all at once", Form(kind) with { Backwards = true, HasMask = true, HasDropout = true }, RecurrenceResult.Outputs),
    ];

    private static IEnumerable<Tensor> Constants(RecurrenceForm form, int steps, Shape state, DType dtype)
    {
        var random = new Random(7);
        if (form.HasMask)
        {
            var counts = Enumerable.Range(0, state[0] * steps).Select(i => i % 5 == 0 || random.Next(3) > 0 ? 1.0 : 0).ToArray();
            yield return Tensor.Wrap(counts, [state[0], steps]) > 0.5;
        }

        if (form.HasDropout)
        {
            yield return Tensor.Wrap([.. Enumerable.Range(0, form.Gates * state.Size).Select(_ => random.Next(2) * 2.0)], [form.Gates, .. state]).Cast(dtype);
        }
    }
}
