namespace Lamina.NN;

/// <summary>A layer with a vocabulary, which files hold as a text beside the weights unless it is part of the config.</summary>
internal interface ITokenLayer
{
    /// <summary>Whether there is a vocabulary.</summary>
    bool HasVocabulary { get; }

    /// <summary>Whether the vocabulary is saved with the config.</summary>
    bool HasVocabularyInConfig { get; }

    /// <summary>How much each place counts; null without tf-idf.</summary>
    Variable? Idf { get; }

    /// <summary>All tokens by their places.</summary>
    string[] GetTokens();

    /// <summary>Takes tokens and weights over as they were saved.</summary>
    void SetTokens(string[] tokens, float[]? idf);
}
