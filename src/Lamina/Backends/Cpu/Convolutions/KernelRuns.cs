namespace Lamina.Backends.Cpu.Convolutions;

/// <summary>What a kernel's gradient sums over, as runs of results: where each begins in the map and in the results.</summary>
/// <param name="Steps">Results of a run.</param>
/// <param name="Reads">Where each begins in the map, in floats.</param>
/// <param name="Results">Where each begins in the results, in floats.</param>
internal sealed record KernelRuns(int Steps, nint[] Reads, nint[] Results)
{
    // Long lines are cut, so that what a pass reads stays in cache.
    private const int MostSteps = 256;

    /// <summary>The lines of some samples, cut into runs of one length and, if they do not divide, shorter ones.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="mapStep">From a sample to the next in what is read, in floats.</param>
    /// <param name="readStep">From a result to the next in what is read.</param>
    /// <param name="resultStep">From a result to the next.</param>
    public static KernelRuns[] Of(
        GatherShape shape, GatherPhase phase, int samples, long mapStep, out nint readStep, out nint resultStep)
    {
        var count = phase.Count;
        readStep = phase.ReadStep;
        resultStep = (nint)phase.ResultStep * shape.Filters;
        if (samples > 1 && phase.CanJoinSamples(mapStep, shape.Results.Size))
        {
            readStep = count == 1 ? (nint)mapStep : readStep;
            resultStep = count == 1 ? (nint)shape.ResultFloats : resultStep;
            (samples, count) = (1, count * samples);
        }

        var pieces = (count + MostSteps - 1) / MostSteps;
        var steps = (count + pieces - 1) / pieces;
        var whole = count / steps;
        var runs = new List<KernelRuns> { Cut(0, whole, steps, readStep, resultStep) };
        if (whole * steps < count)
        {
            runs.Add(Cut(whole, whole + 1, count - (whole * steps), readStep, resultStep));
        }

        return [.. runs];

        KernelRuns Cut(int first, int end, int length, nint readStep, nint resultStep)
        {
            var (reads, results) = (new List<nint>(), new List<nint>());
            for (var sample = 0; sample < samples; sample++)
            {
                for (var line = 0; line < phase.LineReads.Length; line++)
                {
                    for (var piece = first; piece < end; piece++)
                    {
                        reads.Add((nint)(sample * mapStep) + phase.LineReads[line] + (piece * steps * readStep));
                        results.Add((nint)(sample * shape.ResultFloats) + ((nint)phase.LineResults[line] * shape.Filters)
                            + (piece * steps * resultStep));
                    }
                }
            }

            return new KernelRuns(length, [.. reads], [.. results]);
        }
    }
}
