using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lamina.Benchmarks;

/// <summary>One measurement: what a JSON line holds.</summary>
internal sealed record Result
{
    /// <summary>How a line is written.</summary>
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Who was measured.</summary>
    public string Peer { get; init; } = "lamina";

    /// <summary>What it did.</summary>
    public required string Workload { get; init; }

    /// <summary>On how many threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Microseconds of a training step: the best epoch's mean.</summary>
    public double? UsPerStep { get; init; }

    /// <summary>Microseconds of a prediction or a product: the best.</summary>
    public double? UsPerCall { get; init; }

    /// <summary>Samples a second.</summary>
    public double? SamplesPerS { get; init; }

    /// <summary>10⁹ floating-point operations of products a second.</summary>
    public double? Gflops { get; init; }

    /// <summary>The share of what as many threads reach with nothing but fused multiply-adds.</summary>
    public double? FmaPeakShare { get; init; }

    /// <summary>That peak, in 10⁹ floating-point operations a second.</summary>
    public double? FmaPeakGflops { get; init; }

    /// <summary>Bytes that the training thread allocates a step, on average.</summary>
    public double? BytesPerStep { get; init; }

    /// <summary>Bytes that a prediction allocates, its result among them.</summary>
    public double? BytesPerCall { get; init; }

    /// <summary>The most memory that the process held, in 10⁶ bytes.</summary>
    public double? PeakMb { get; init; }

    /// <summary>Microseconds of a step or a call.</summary>
    [JsonIgnore]
    public double Microseconds => UsPerStep ?? UsPerCall ?? double.NaN;

    /// <summary>Reads a line; null if it holds no result.</summary>
    public static Result? Parse(string line) =>
        line.StartsWith('{') ? JsonSerializer.Deserialize<Result>(line, Json) : null;

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(Rounded(), Json);

    private Result Rounded() => this with
    {
        UsPerStep = Round(UsPerStep, 3),
        UsPerCall = Round(UsPerCall, 3),
        SamplesPerS = Round(SamplesPerS, 0),
        Gflops = Round(Gflops, 2),
        FmaPeakShare = Round(FmaPeakShare, 4),
        FmaPeakGflops = Round(FmaPeakGflops, 1),
        BytesPerStep = Round(BytesPerStep, 1),
        BytesPerCall = Round(BytesPerCall, 1),
        PeakMb = Round(PeakMb, 1),
    };

    private static double? Round(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;
}
