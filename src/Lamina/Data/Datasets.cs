namespace Lamina.Data;

/// <summary>Small, well-known data sets to learn and to try with.</summary>
/// <remarks>
/// <para><see cref="Digits"/> and <see cref="Iris"/> are embedded and need neither files nor a network. Their split is
/// fixed: 20 % for the test, every class with its share (<see cref="Samples.StratifiedSplit"/> with seed 0), both parts
/// shuffled. It is the same on every machine and in every version.</para>
/// <para><see cref="Mnist"/> and <see cref="FashionMnist"/> come as published, in their four IDX files. A file is
/// looked for in this order: in the folder that the environment variable <c>LAMINA_DATA</c> names, as <c>mnist/FILE</c>
/// (or <c>fashion-mnist/FILE</c>) and then as <c>FILE</c>; in the user's cache, <c>lamina/datasets/</c> under
/// <see cref="Environment.SpecialFolder.LocalApplicationData"/>; and else it is downloaded into that cache. What was
/// downloaded, and what lies directly in <c>LAMINA_DATA</c>, where the two sets' names would clash, is taken only if
/// its SHA-256 is that of the published file.</para>
/// </remarks>
public static class Datasets
{
    private const double TestPart = 0.2;

    /// <summary>The names of Iris's classes 0, 1 and 2.</summary>
    public static IReadOnlyList<string> IrisClasses { get; } = ["setosa", "versicolor", "virginica"];

    /// <summary>The names of Fashion-MNIST's classes 0 to 9.</summary>
    public static IReadOnlyList<string> FashionMnistClasses { get; } =
    [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ];

    /// <summary>Handwritten digits of 8 × 8 pixels: 1437 to train, 360 to test.</summary>
    /// <remarks>
    /// <para>Shapes: X float32 [n, 64], row by row, 0 (paper) to 1 (ink) in sixteenths; Y int32 [n], the digit.</para>
    /// <para>Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
    /// Repository, 1998 (its test set), as distributed by scikit-learn.</para>
    /// </remarks>
    public static (Samples Train, Samples Test) Digits()
    {
        var (x, y) = EmbeddedTable.Read("digits.csv.gz", rows: 1797, features: 64, headerLines: 0);
        foreach (ref var value in x.AsSpan())
        {
            value /= 16;
        }

        return new Samples(Tensor.Wrap(x, [y.Length, 64]), Tensor.Wrap(y, [y.Length])).StratifiedSplit(TestPart);
    }

    /// <summary>Fisher's iris flowers: 120 to train, 30 to test, three classes named in
    /// <see cref="IrisClasses"/>.</summary>
    /// <remarks>
    /// <para>Shapes: X float32 [n, 4], sepal length, sepal width, petal length, petal width; Y int32 [n], the
    /// class.</para>
    /// <para>Units: centimetres, as measured.</para>
    /// <para>Source: R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7(2),
    /// 1936, as distributed by scikit-learn.</para>
    /// </remarks>
    public static (Samples Train, Samples Test) Iris()
    {
        var (x, y) = EmbeddedTable.Read("iris.csv", rows: 150, features: 4, headerLines: 1);
        return new Samples(Tensor.Wrap(x, [y.Length, 4]), Tensor.Wrap(y, [y.Length])).StratifiedSplit(TestPart);
    }

    /// <summary>MNIST's handwritten digits of 28 × 28 pixels: 60000 to train, 10000 to test. Downloaded (12 MB) when
    /// they are not there yet; see <see cref="Datasets"/>.</summary>
    /// <remarks>
    /// <para>Shapes: X uint8 [n, 28, 28], 0 (paper) to 255 (ink); Y int32 [n], the digit.</para>
    /// <para>Source: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits".</para>
    /// </remarks>
    /// <param name="progress">Told how far a download is.</param>
    /// <param name="cancellationToken">Ends a download; what has arrived is kept for the next try.</param>
    /// <exception cref="LaminaFormatException">A file does not hold what it should.</exception>
    /// <exception cref="HttpRequestException">The server does not answer or does not have the file.</exception>
    /// <exception cref="IOException">The connection ended early, or the disk refuses.</exception>
    public static (Samples Train, Samples Test) Mnist(
        IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Load(IdxDataset.Mnist, progress, cancellationToken);

    /// <summary>Fashion-MNIST's pictures of clothes of 28 × 28 pixels: 60000 to train, 10000 to test, ten classes named
    /// in <see cref="FashionMnistClasses"/>. Downloaded (31 MB) when they are not there yet; see
    /// <see cref="Datasets"/>.</summary>
    /// <remarks>
    /// <para>Shapes: X uint8 [n, 28, 28], 0 (background) to 255; Y int32 [n], the class.</para>
    /// <para>Source: H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
    /// Learning Algorithms", 2017.</para>
    /// </remarks>
    /// <inheritdoc cref="Mnist"/>
    public static (Samples Train, Samples Test) FashionMnist(
        IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Load(IdxDataset.FashionMnist, progress, cancellationToken);

    // On a pool thread, so that a caller with a synchronization context cannot lock itself out.
    private static (Samples Train, Samples Test) Load(
        IdxDataset dataset, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken) =>
        Task.Run(
            async () =>
            {
                using var http = Download.NewClient();
                return await DatasetStore.OfThisUser(http).LoadAsync(dataset, progress, cancellationToken)
                    .ConfigureAwait(false);
            },
            CancellationToken.None).GetAwaiter().GetResult();
}
