using Fabric.Resources.Kinds;
using Fabric.Resources.Validation;
using Fabric.Triggers;

namespace Fabric.Resources.Resolving;

/// <summary>Reads the order of delivery: <c>delivery.order</c>, else Knative's annotation.</summary>
internal static class TriggerOrder
{
    public static DeliveryOrder Of(CheckedResource trigger, FieldReader delivery) =>
        (delivery["order"].Text ?? Annotation(trigger)) is { } text && text.Equals("ordered", StringComparison.OrdinalIgnoreCase)
            ? DeliveryOrder.Ordered
            : DeliveryOrder.Unordered;

    /// <summary>What is wrong with the annotation; null where nothing is.</summary>
    public static string? AnnotationProblem(CheckedResource trigger) =>
        Annotation(trigger) is { } text && text is not ("ordered" or "unordered")
            ? $"metadata.annotations[\"{TriggerFields.OrderAnnotation}\"]: must be ordered or unordered, but is {Shown.Quote(text)}; it has no effect"
            : null;

    private static string? Annotation(CheckedResource trigger) =>
        trigger.Resource.Metadata.Annotations.GetValueOrDefault(TriggerFields.OrderAnnotation);
}
