using System.Text;

namespace Lamina.NN;

/// <summary>Keras's way from a class name to a default name: <c>AdamW</c> → <c>adam_w</c>, <c>RMSprop</c> →
/// <c>rm_sprop</c>, <c>TopKCategoricalAccuracy</c> → <c>top_k_categorical_accuracy</c>.</summary>
internal static class SnakeCase
{
    /// <summary>The name with an underscore before each capital that begins a word or follows a small letter.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var begins = i + 1 < name.Length && char.IsLower(name[i + 1]);
            var follows = i > 0 && char.IsLower(name[i - 1]);
            if (i > 0 && char.IsUpper(name[i]) && (begins || follows))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
