using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Lamina.Data;

namespace Lamina.Slow.Tests;

/// <summary>A thousand good and a thousand bad film reviews, each with a fold of its own.</summary>
/// <remarks>Source: B. Pang and L. Lee, "A Sentimental Education: Sentiment Analysis Using Subjectivity Summarization Based
/// on Minimum Cuts", ACL 2004. A file <c>cv713_12345.txt</c> belongs to fold 7.</remarks>
internal static class MovieReviewData
{
    /// <summary>How many folds there are.</summary>
    public const int Folds = 10;

    private static readonly Lazy<List<(string Text, float Label, int Fold)>> Reviews = new(Read);

    /// <summary>The reviews of all other folds, and those of one: X [n] of strings, Y [n, 1], 1 where a review is good.</summary>
    public static (Samples Train, Samples Test) Split(int fold) =>
        (Of(Reviews.Value.Where(review => review.Fold != fold)), Of(Reviews.Value.Where(review => review.Fold == fold)));

    private static Samples Of(IEnumerable<(string Text, float Label, int Fold)> reviews)
    {
        var list = reviews.ToList();
        return new Samples(
            list.Select(review => review.Text).ToArray(), Columns.Beside([[.. list.Select(review => review.Label)]]));
    }

    // In the order of their names, which is the same wherever the archive is read.
    private static List<(string Text, float Label, int Fold)> Read()
    {
        using var file = File.OpenRead(DataFolder.Find("movie-reviews/review_polarity.tar.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var archive = new TarReader(unzipped);
        var reviews = new SortedDictionary<string, (string Text, float Label, int Fold)>(StringComparer.Ordinal);
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.Name.EndsWith(".txt", StringComparison.Ordinal) && entry.DataStream is { } data)
            {
                using var reader = new StreamReader(data, Encoding.Latin1);
                var name = Path.GetFileName(entry.Name);
                reviews.Add(entry.Name, (reader.ReadToEnd(), entry.Name.Contains("/pos/", StringComparison.Ordinal) ? 1 : 0, name[2] - '0'));
            }
        }

        return [.. reviews.Values];
    }
}
