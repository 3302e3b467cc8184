using System.Diagnostics;
using System.Text;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Gives a reader damaged files, and notes what must not be.</summary>
/// <remarks>Every mutant has a name that says it again: <c>LAMINA_FUZZ="keras|dense|bits|17"</c> runs that one alone and lets
/// its exception through; <c>LAMINA_FUZZ_TIMES=20</c> tries twenty times as many, <c>LAMINA_FUZZ_SEED=1</c> others.</remarks>
internal sealed class FuzzRun(FuzzReader reader) : IDisposable
{
    private const int MostProblems = 8;

    // A hang is told from a slow machine by far more than any mutant may take.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(90);

    // As on systems that give threads little.
    private const int StackBytes = 1 << 20;

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _problems = [];
    private volatile string _current = "";
    private long _since;

    /// <summary>How many mutants were tried.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them were read as files that are right.</summary>
    public int Loaded { get; private set; }

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<string> Problems => _problems;

    private string File => _folder["mutant" + reader.Extension];

    public void Dispose() => _folder.Dispose();

    /// <summary>Tries all mutants of the reader's share.</summary>
    public void Run() => Guarded(TryAll);

    /// <summary>Tries files that a generator makes, for as long as nothing is wrong.</summary>
    /// <param name="generate">Makes them, and gives each to what it is given.</param>
    public void Run(Action<Action<byte[]>> generate) => Guarded(() =>
    {
        var limit = Undamaged(reader.Sources().First());
        generate(bytes =>
        {
            var text = reader.Extension is ".json" ? Encoding.UTF8.GetString(bytes) : "";
            Try($"{reader.Name}, generated", () => new Mutant(text, bytes), limit, isAlone: false);
            Assert.True(_problems.Count == 0, string.Join("\n", _problems));
        });
    });

    private void Guarded(Action run)
    {
        Exception? error = null;
        var thread = new Thread(() => FuzzCost.Of(run, out error), StackBytes) { IsBackground = true };
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        thread.Start();
        while (!thread.Join(100))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _since)) > Hang)
            {
                throw new TimeoutException($"{_current} takes longer than {Hang.TotalSeconds} seconds.");
            }
        }

        if (error is not null)
        {
            throw new InvalidOperationException($"{_current}\n{error.Message}", error);
        }
    }

    private void TryAll()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("LAMINA_FUZZ_SEED"), out var given) ? given : 0;
        var times = int.TryParse(Environment.GetEnvironmentVariable("LAMINA_FUZZ_TIMES"), out var factor) ? factor : 1;
        var only = Environment.GetEnvironmentVariable("LAMINA_FUZZ")?.Split('|');
        FuzzSource[] sources = [.. reader.Sources()];
        foreach (var (i, source) in sources.Index())
        {
            var limit = Undamaged(source);
            var share = ((long)reader.Share * times / sources.Length) + (i < reader.Share * times % sources.Length ? 1 : 0);
            foreach (var (kind, number) in Planned(reader.Mutations(source.Bytes), share, seed + (ulong)i, only, source.Name))
            {
                Try($"{reader.Name}|{source.Name}|{kind.Name}|{number}", () => kind.At(number), limit, isAlone: only is not null);
                if (_problems.Count >= MostProblems)
                {
                    return;
                }
            }
        }

        if (Written() is { Length: > 0 } written)
        {
            _problems.Add($"{reader.Name} wrote files: {string.Join(", ", written)}.");
        }
    }

    // Readers write nothing, least of all where the name of an entry leads.
    private string[] Written() =>
    [
        .. _folder.Files.Where(name => name != Path.GetFileName(File)),
        .. new[] { Path.GetTempPath(), Path.GetFullPath(Path.Combine(_folder.Path, "..")), Environment.CurrentDirectory, "/" }
            .SelectMany(place => Directory.EnumerateFiles(place, $"*{ZipMutations.Outside}*")),
    ];

    // Kinds of few damages are tried whole, and leave their share to the others.
    private IEnumerable<(Mutations Kind, long Number)> Planned(
        IEnumerable<Mutations> kinds, long share, ulong seed, string[]? only, string source)
    {
        if (only is not null)
        {
            return kinds.Where(kind => only.Length == 4 && only[0] == reader.Name && only[1] == source && only[2] == kind.Name)
                .Select(kind => (kind, long.Parse(only[3], System.Globalization.CultureInfo.InvariantCulture)));
        }

        var planned = new List<(Mutations, long)>();
        Mutations[] sorted = [.. kinds.OrderBy(kind => kind.Count)];
        foreach (var (i, kind) in sorted.Index())
        {
            var own = (share - planned.Count) / (sorted.Length - i);
            planned.AddRange(kind.Choose(own, Bits.Mix(seed) ^ (ulong)i).Select(number => (kind, number)));
        }

        return planned;
    }

    // What is right is read, and says what reading costs: the second time, when types have been set up.
    private FuzzLimit Undamaged(FuzzSource source)
    {
        System.IO.File.WriteAllBytes(File, source.Bytes);
        _current = $"{reader.Name}|{source.Name}";
        reader.Read(File)?.Invoke();
        var cost = FuzzCost.Of(() => reader.Read(File), out _);
        return new FuzzLimit(source.Bytes.Length, cost.Bytes);
    }

    private void Try(string name, Func<Mutant> make, FuzzLimit limit, bool isAlone)
    {
        var mutant = make();
        _current = $"{name}: {mutant.What}";
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        System.IO.File.WriteAllBytes(File, mutant.Bytes);
        Count++;
        var cost = FuzzCost.Of(Attempt, out var error);
        if (isAlone && error is not null and not LaminaFormatException)
        {
            throw new InvalidOperationException(_current, error);
        }

        Loaded += error is null ? 1 : 0;
        if ((Complaint(error) ?? limit.Complaint(cost, mutant.Bytes.Length, () => FuzzCost.Of(Attempt, out _))) is { } complaint)
        {
            _problems.Add($"{_current}\n    {complaint}");
        }

        void Attempt()
        {
            reader.Read(File)?.Invoke();
        }
    }

    private string? Complaint(Exception? error) => error switch
    {
        null => null,
        LaminaFormatException e when e.Message.Contains(File, StringComparison.Ordinal) => null,
        LaminaFormatException e => $"the message does not name the file: {e.Message}",
        _ => $"{error.GetType().Name}: {error.Message}\n{error.StackTrace}",
    };
}
