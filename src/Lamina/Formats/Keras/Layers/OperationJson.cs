using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>Operations that stand among the layers of a model, by their names in Keras; a new one is a row here and one in the
/// attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(NotEqualLayerConfig))]
[JsonSerializable(typeof(AnyLayerConfig))]
[JsonSerializable(typeof(AbsoluteOperation))]
[JsonSerializable(typeof(NegativeOperation))]
[JsonSerializable(typeof(SquareOperation))]
[JsonSerializable(typeof(SqrtOperation))]
[JsonSerializable(typeof(ReciprocalOperation))]
[JsonSerializable(typeof(ExpOperation))]
[JsonSerializable(typeof(Expm1Operation))]
[JsonSerializable(typeof(LogOperation))]
[JsonSerializable(typeof(Log1pOperation))]
[JsonSerializable(typeof(SinOperation))]
[JsonSerializable(typeof(CosOperation))]
[JsonSerializable(typeof(TanhOperation))]
[JsonSerializable(typeof(SignOperation))]
[JsonSerializable(typeof(FloorOperation))]
[JsonSerializable(typeof(CeilOperation))]
[JsonSerializable(typeof(LogicalNotOperation))]
[JsonSerializable(typeof(ClipOperation))]
[JsonSerializable(typeof(AddOperation))]
[JsonSerializable(typeof(SubtractOperation))]
[JsonSerializable(typeof(MultiplyOperation))]
[JsonSerializable(typeof(DivideOperation))]
[JsonSerializable(typeof(TrueDivideOperation))]
[JsonSerializable(typeof(FloorDivideOperation))]
[JsonSerializable(typeof(ModOperation))]
[JsonSerializable(typeof(PowerOperation))]
[JsonSerializable(typeof(MaximumOperation))]
[JsonSerializable(typeof(MinimumOperation))]
[JsonSerializable(typeof(GreaterOperation))]
[JsonSerializable(typeof(GreaterEqualOperation))]
[JsonSerializable(typeof(LessOperation))]
[JsonSerializable(typeof(LessEqualOperation))]
[JsonSerializable(typeof(EqualOperation))]
[JsonSerializable(typeof(LogicalAndOperation))]
[JsonSerializable(typeof(LogicalOrOperation))]
[JsonSerializable(typeof(MatmulOperation))]
[JsonSerializable(typeof(SumOperation))]
[JsonSerializable(typeof(MeanOperation))]
[JsonSerializable(typeof(MaxOperation))]
[JsonSerializable(typeof(MinOperation))]
[JsonSerializable(typeof(ProdOperation))]
[JsonSerializable(typeof(VarOperation))]
[JsonSerializable(typeof(StdOperation))]
[JsonSerializable(typeof(ArgmaxOperation))]
[JsonSerializable(typeof(ReshapeOperation))]
[JsonSerializable(typeof(TransposeOperation))]
[JsonSerializable(typeof(ExpandDimsOperation))]
[JsonSerializable(typeof(SqueezeOperation))]
[JsonSerializable(typeof(ConcatenateOperation))]
[JsonSerializable(typeof(StackOperation))]
[JsonSerializable(typeof(TileOperation))]
[JsonSerializable(typeof(GetItemOperation))]
[JsonSerializable(typeof(SplitOperation))]
[JsonSerializable(typeof(WhereOperation))]
[JsonSerializable(typeof(ReluOperation))]
[JsonSerializable(typeof(Relu6Operation))]
[JsonSerializable(typeof(SigmoidOperation))]
[JsonSerializable(typeof(SoftplusOperation))]
[JsonSerializable(typeof(SoftsignOperation))]
[JsonSerializable(typeof(SiluOperation))]
[JsonSerializable(typeof(SeluOperation))]
[JsonSerializable(typeof(HardSigmoidOperation))]
[JsonSerializable(typeof(HardSiluOperation))]
[JsonSerializable(typeof(LogSigmoidOperation))]
[JsonSerializable(typeof(LeakyReluOperation))]
[JsonSerializable(typeof(EluOperation))]
[JsonSerializable(typeof(GeluOperation))]
[JsonSerializable(typeof(SoftmaxOperation))]
[JsonSerializable(typeof(LogSoftmaxOperation))]
[JsonSerializable(typeof(NormalizeOperation))]
[JsonSerializable(typeof(CastOperation))]
[JsonSerializable(typeof(RsqrtOperation))]
[JsonSerializable(typeof(NormOperation))]
[JsonSerializable(typeof(SquaredDifferenceOperation))]
[JsonSerializable(typeof(DepthToSpaceOperation))]
[JsonSerializable(typeof(SpaceToDepthOperation))]
internal sealed partial class OperationJson : JsonSerializerContext
{
    private const string Numpy = "keras.src.ops.numpy";
    private const string Nn = "keras.src.ops.nn";
    private const string Core = "keras.src.ops.core";
    private const string Arithmetic = "keras.src.ops.math";
    private const string Linalg = "keras.src.ops.linalg";

    public static KerasClass[] Rows { get; } =
    [
        Of(new NotEqualLayerConfig(), static config => new NotEqualLayer(config), "NotEqual", ["name"], CallForm.Operation),
        Of(
            new AnyLayerConfig(), static config => new AnyLayer(config), "Any",
            ["name", OneOrMore("axis"), Named("keepdims", "keep_dims")], CallForm.Plain),
        Row(Numpy, new AbsoluteOperation()),
        Row(Numpy, new NegativeOperation()),
        Row(Numpy, new SquareOperation()),
        Row(Numpy, new SqrtOperation()),
        Row(Numpy, new ReciprocalOperation()),
        Row(Numpy, new ExpOperation()),
        Row(Numpy, new Expm1Operation()),
        Row(Numpy, new LogOperation()),
        Row(Numpy, new Log1pOperation()),
        Row(Numpy, new SinOperation()),
        Row(Numpy, new CosOperation()),
        Row(Numpy, new TanhOperation()),
        Row(Numpy, new SignOperation()),
        Row(Numpy, new FloorOperation()),
        Row(Numpy, new CeilOperation()),
        Row(Numpy, new LogicalNotOperation()),
        Row(Numpy, new ClipOperation { XMin = 0, XMax = 1 }, keys: ["x_min", "x_max"]),
        Row(Numpy, new AddOperation(), CallForm.Operands),
        Row(Numpy, new SubtractOperation(), CallForm.Operands),
        Row(Numpy, new MultiplyOperation(), CallForm.Operands),
        Row(Numpy, new DivideOperation(), CallForm.Operands),
        Row(Numpy, new TrueDivideOperation(), CallForm.Operands),
        Row(Numpy, new FloorDivideOperation(), CallForm.Operands),
        Row(Numpy, new ModOperation(), CallForm.Operands),
        Row(Numpy, new PowerOperation(), CallForm.Operands),
        Row(Numpy, new MaximumOperation(), CallForm.Operands),
        Row(Numpy, new MinimumOperation(), CallForm.Operands),
        Row(Numpy, new GreaterOperation(), CallForm.Operands),
        Row(Numpy, new GreaterEqualOperation(), CallForm.Operands),
        Row(Numpy, new LessOperation(), CallForm.Operands),
        Row(Numpy, new LessEqualOperation(), CallForm.Operands),
        Row(Numpy, new EqualOperation(), CallForm.Operands),
        Row(Numpy, new LogicalAndOperation(), CallForm.Operands),
        Row(Numpy, new LogicalOrOperation(), CallForm.Operands),
        Row(Numpy, new MatmulOperation(), CallForm.Operands),
        Row(Numpy, new SumOperation(), keys: [OneOrMore("axis"), Named("keepdims", "keep_dims")]),
        Row(Numpy, new MeanOperation(), keys: [OneOrMore("axis"), Named("keepdims", "keep_dims")]),
        Row(Numpy, new MaxOperation(), keys: [OneOrMore("axis"), Named("keepdims", "keep_dims"), Fixed("initial")]),
        Row(Numpy, new MinOperation(), keys: [OneOrMore("axis"), Named("keepdims", "keep_dims"), Fixed("initial")]),
        Row(Numpy, new ProdOperation(), keys: [OneOrMore("axis"), Named("keepdims", "keep_dims")]),
        Row(Numpy, new VarOperation(), keys: [OneOrMore("axis"), Named("keepdims", "keep_dims")]),
        Row(Numpy, new StdOperation(), keys: [OneOrMore("axis"), Named("keepdims", "keep_dims")]),
        Row(Numpy, new ArgmaxOperation(), keys: ["axis", Named("keepdims", "keep_dims")]),
        Row(Numpy, new ReshapeOperation { Newshape = [1] }, keys: [Target("newshape")]),
        Row(Numpy, new TransposeOperation(), keys: ["axes"]),
        Row(Numpy, new ExpandDimsOperation { Axis = 1 }, keys: [OneOrMore("axis")]),
        Row(Numpy, new SqueezeOperation(), keys: [OneOrMore("axis")]),
        Row(Numpy, new ConcatenateOperation(), keys: ["axis"]),
        Row(Numpy, new StackOperation(), keys: ["axis"]),
        Row(Numpy, new TileOperation { Repeats = [1] }, keys: ["repeats"]),
        Row(Numpy, new GetItemOperation(), CallForm.Item),
        Row(Numpy, new SplitOperation { Sections = [-1] }, keys: [Sections("indices_or_sections"), "axis"]),
        Row(Numpy, new WhereOperation(), CallForm.Choice),
        Row(Nn, new ReluOperation()),
        Row(Nn, new Relu6Operation()),
        Row(Nn, new SigmoidOperation()),
        Row(Nn, new SoftplusOperation()),
        Row(Nn, new SoftsignOperation()),
        Row(Nn, new SiluOperation()),
        Row(Nn, new SeluOperation()),
        Row(Nn, new HardSigmoidOperation()),
        Row(Nn, new HardSiluOperation()),
        Row(Nn, new LogSigmoidOperation()),
        Row(Nn, new LeakyReluOperation(), keys: ["negative_slope"]),
        Row(Nn, new EluOperation(), keys: ["alpha"]),
        Row(Nn, new GeluOperation(), keys: ["approximate"]),
        Row(Nn, new SoftmaxOperation(), keys: ["axis"]),
        Row(Nn, new LogSoftmaxOperation(), keys: ["axis"]),
        Row(Nn, new NormalizeOperation(), keys: [OneOrMore("axis"), Whole("order"), "epsilon"]),
        Row(Core, new CastOperation { Dtype = Lamina.DType.Float32 }, keys: ["dtype"]),
        Row(Arithmetic, new RsqrtOperation()),
        Row(Linalg, new NormOperation(), keys: [Fixed("ord"), OneOrMore("axis"), Named("keepdims", "keep_dims")]),
        Row(KerasModule.LaminaOperations, new SquaredDifferenceOperation(), CallForm.Operands),
        Row(KerasModule.LaminaOperations, new DepthToSpaceOperation { BlockSize = 1 }, keys: ["block_size", ChannelOrder]),
        Row(KerasModule.LaminaOperations, new SpaceToDepthOperation { BlockSize = 1 }, keys: ["block_size", ChannelOrder]),
    ];

    private static KerasClass Row<T>(string module, T prototype, CallForm? call = null, params KerasKey[] keys)
        where T : OperationConfig =>
        new(module, prototype, prototype.KerasName)
        {
            Keys = ["name", .. keys],
            Make = static config => new OperationLayer((T)config),
            CallForm = call ?? CallForm.Operation,
            RegisteredName = prototype.KerasName,
        };

    private static KerasClass Of<T>(T prototype, Func<T, Layer> make, string name, KerasKey[] keys, CallForm call)
        where T : LayerConfig =>
        new(Numpy, prototype, name)
        {
            Keys = keys,
            Make = config => make((T)config),
            CallForm = call,
            RegisteredName = name,
        };
}
