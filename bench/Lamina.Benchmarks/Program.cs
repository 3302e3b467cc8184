using Lamina.Benchmarks;

const string Help = """
    Measures Lamina.

      workloads [--only W1,W3,P,G1] [--threads 1,2] [--seconds 2]
          a JSON line for each workload and number of threads
      compare [--only ..] [--threads 1,2] [--seconds 2] [--runs 3] [--peer FILE] [--python PYTHON] [--out FILE]
          the same and PyTorch in turns, and a table of ratios, also written to a Markdown file; FILE is torch_peer.py,
          by default that of LAMINA_PEERS; products are compared with torch.mm, which calls its BLAS library
      startup [--runs 7]
          what a fresh process does until its first training step, and how much memory a training takes
      profile W3 [--threads 1] [--seconds 2] [--columns 150]
          where the time of a training step goes, by the steps of its plan

    Each measurement is a process of its own with LAMINA_THREADS set. LAMINA_CPU (scalar, 256, 512) forces a vector
    width. The runtime's settings are its defaults: tiered compilation with profile-guided optimization, workstation
    garbage collection; environment variables such as DOTNET_TieredPGO are passed on.
    """;

try
{
    switch (args.FirstOrDefault())
    {
        case "workloads":
            Workloads(new Options(args[1..], "only", "threads", "seconds"));
            break;
        case "compare":
            Compare(new Options(args[1..], "only", "threads", "seconds", "runs", "peer", "python", "out"));
            break;
        case "startup":
            Startup.Print((int)new Options(args[1..], "runs").Number("runs", 7));
            break;
        case "startup-here":
            Startup.Run();
            break;
        case "measure-here":
            var measure = new Options(args[1..], "seconds");
            Console.WriteLine(Measure.Run(measure.Names[0], measure.Number("seconds", 2)));
            break;
        case "profile":
            Profile(new Options(args[1..], "threads", "seconds", "columns"));
            break;
        case "profile-here":
            var here = new Options(args[1..], "seconds", "columns");
            StepProfile.Print(Workload.Find(here.Names[0]), here.Number("seconds", 2), (int)here.Number("columns", 150));
            break;
        default:
            Console.WriteLine(Help);
            break;
    }

    return 0;
}
catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static void Workloads(Options options)
{
    foreach (var name in options.Only(Measure.Names))
    {
        foreach (var threads in ProductRun.IsProduct(name) ? [1] : options.Threads("1,2"))
        {
            Console.WriteLine(Measure.InChild(name, threads, options.Number("seconds", 2)));
        }
    }
}

static void Compare(Options options)
{
    var program = options.Text("peer") ?? Environment.GetEnvironmentVariable("LAMINA_PEERS");
    var peer = Peer.Find(options.Text("python") ?? "/usr/bin/python3", program);
    var table = new Comparison(peer, options.Threads("1,2"), options.Number("seconds", 2), (int)options.Number("runs", 3))
        .Run(options.Only(Measure.Names));
    Console.WriteLine();
    Console.Write(table);
    if (options.Text("out") is { } file)
    {
        File.WriteAllText(file, table);
    }
}

static void Profile(Options options)
{
    foreach (var name in options.Names)
    {
        foreach (var threads in options.Threads("1"))
        {
            var (seconds, columns) = (options.Text("seconds") ?? "2", options.Text("columns") ?? "150");
            foreach (var line in Child.Run(threads, "profile-here", name, "--seconds", seconds, "--columns", columns))
            {
                Console.WriteLine(line);
            }
        }
    }
}
