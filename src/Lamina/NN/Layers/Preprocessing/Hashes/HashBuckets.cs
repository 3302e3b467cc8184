using System.Globalization;
using System.Text;

namespace Lamina.NN;

/// <summary>Buckets of texts by their hash, as TensorFlow's <c>to_hash_bucket_fast</c> and <c>_strong</c> give them.</summary>
internal sealed class HashBuckets
{
    private readonly (ulong First, ulong Second)? _key;

    /// <summary>Buckets by FarmHash, or with a salt by SipHash.</summary>
    public HashBuckets(ValueList<long>? salt) =>
        _key = salt is null or { Count: 0 } ? null : unchecked(((ulong)salt[0], (ulong)salt[^1]));

    /// <summary>The bucket of a text, of which its UTF-8 bytes are hashed.</summary>
    public long Of(string text, long buckets)
    {
        Span<byte> small = stackalloc byte[256];
        var size = Encoding.UTF8.GetByteCount(text);
        var bytes = size <= small.Length ? small[..size] : new byte[size];
        Encoding.UTF8.GetBytes(text, bytes);
        var hash = _key is { } key ? SipHash.Hash64(bytes, key.First, key.Second) : FarmHash.Fingerprint64(bytes);
        return (long)(hash % (ulong)buckets);
    }

    /// <summary>The bucket of a whole number, of which the decimal digits are hashed.</summary>
    public long Of(long number, long buckets) => Of(number.ToString(CultureInfo.InvariantCulture), buckets);

    /// <summary>A salt is one number or two.</summary>
    public static ValueList<long>? CheckSalt(Layer layer, ValueList<long>? salt) => salt is null or { Count: 1 or 2 }
        ? salt
        : throw new ArgumentException(
            $"'{layer.Name}' ({layer.KerasName}) needs one number or two as Salt; it was given {salt}.", nameof(salt));
}
