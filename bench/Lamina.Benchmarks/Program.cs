using Lamina.Benchmarks;

const string Help = """
    Measures Lamina.

      workloads [--only W1,W3,P,G1] [--threads 1,2] [--seconds 2]
          a JSON line for each workload and number of threads
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
            var options = new Options(args[1..], "only", "threads", "seconds");
            foreach (var result in Measure.All(options.Only(Measure.Names), options.Threads("1,2"), options.Number("seconds", 2)))
            {
                Console.WriteLine(result);
            }

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

static void Profile(Options options)
{
    foreach (var name in options.Names)
    {
        foreach (var threads in options.Threads("1"))
        {
            string[] arguments =
                ["profile-here", name, "--seconds", options.Text("seconds") ?? "2", "--columns", options.Text("columns") ?? "150"];
            foreach (var line in Child.Run(threads, arguments))
            {
                Console.WriteLine(line);
            }
        }
    }
}
