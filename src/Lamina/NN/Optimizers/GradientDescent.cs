namespace Lamina.NN;

/// <summary>Gradient descent as textbooks begin: <c>w − η·g</c>. It is <see cref="SGD"/> without momentum, and saved as
/// that.</summary>
/// <remarks>Source: A.-L. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", Comptes
/// Rendus 25, 1847.</remarks>
public sealed record GradientDescent : SGD
{
    /// <summary>Makes one.</summary>
    /// <param name="learningRate">The size η of a step.</param>
    public GradientDescent(double learningRate = 0.01)
        : base(learningRate)
    {
    }

    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public GradientDescent(LearningRateSchedule schedule)
        : base(schedule)
    {
    }
}
