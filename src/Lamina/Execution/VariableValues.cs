using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina;

/// <summary>New values for variables.</summary>
public static class VariableValues
{
    extension(Variable variable)
    {
        /// <summary>A trainable variable that begins with the values of a tensor; for functions and trainings of one's own.</summary>
        /// <param name="name">Its name, for errors and printed graphs.</param>
        /// <param name="values">What it begins with: float32, float64 or int32.</param>
        /// <exception cref="DTypeMismatchException">The values are of another type.</exception>
        public static Variable From(string name, Tensor values)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            ArgumentNullException.ThrowIfNull(values);
            var created = new Variable(name, name, values.Shape, values.DType, trainable: values.DType.IsFloat);
            created.Set(values.Evaluate().Data());
            return created;
        }

        /// <summary>Gives the variable new values: at once, or within a compiled function whenever that has run.</summary>
        /// <remarks>Within a function, reading the variable still gives what it was at the beginning of the run.</remarks>
        /// <param name="value">Of the variable's shape; converted to its dtype.</param>
        /// <exception cref="ShapeMismatchException">The value has another shape.</exception>
        public void Assign(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(variable);
            ArgumentNullException.ThrowIfNull(value);
            if (value.Shape != variable.Shape)
            {
                throw Mismatch.Shapes(
                    $"A value needs the shape of the variable '{variable.Path}'.", ("variable", variable.Shape), ("value", value.Shape));
            }

            if (Tracer.IsRecording)
            {
                Tracer.Note(new Update(variable, value.Cast(variable.DType)));
            }
            else
            {
                variable.Set(value.Evaluate().Data());
            }
        }
    }
}
