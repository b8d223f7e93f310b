using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Wasm.Binary;

namespace Caisson.Components.Binary;

/// <summary>Instances, aliases and the start function. spec: instanceexpr, core:instanceexpr, alias, start</summary>
internal static class InstanceReading
{
    extension(ref BinaryCursor cursor)
    {
        /// <summary>spec: core:instanceexpr</summary>
        public ComponentDefinition ReadCoreInstance()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            return code switch
            {
                0x00 => new CoreInstantiateDefinition(at, cursor.ReadU32(), cursor.ReadCoreArguments()),
                0x01 => new CoreInlineInstanceDefinition(at, cursor.ReadCoreExports()),
                _ => ComponentErrors.LeadingByte<ComponentDefinition>(code, "core instance", at),
            };
        }

        /// <summary>spec: instanceexpr</summary>
        public ComponentDefinition ReadInstance()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            return code switch
            {
                0x00 => new InstantiateDefinition(at, cursor.ReadU32(), cursor.ReadArguments()),
                0x01 => new InlineInstanceDefinition(at, cursor.ReadInlineExports()),
                _ => ComponentErrors.LeadingByte<ComponentDefinition>(code, "instance", at),
            };
        }

        /// <summary>spec: alias</summary>
        public ComponentDefinition ReadAlias()
        {
            int at = cursor.Position;
            byte first = cursor.ReadByte();
            // What sorts there may be depends on what follows them.
            byte? core = first == SortReading.CoreSort ? cursor.ReadByte() : null;
            int targetAt = cursor.Position;
            byte target = cursor.ReadByte();
            return target switch
            {
                0x00 => new ExportAliasDefinition(at, ExportSort(first, core, at), cursor.ReadU32(), cursor.ReadName()),
                0x01 => new CoreExportAliasDefinition(at, CoreExportSort(first, core, at), cursor.ReadU32(), cursor.ReadName()),
                0x02 => new OuterAliasDefinition(at, OuterSort(first, core, at), cursor.ReadU32(), cursor.ReadU32()),
                _ => ComponentErrors.LeadingByte<ComponentDefinition>(target, "alias", targetAt),
            };
        }

        /// <summary>spec: start</summary>
        public StartDefinition ReadStart()
        {
            int at = cursor.Position;
            uint func = cursor.ReadU32();
            int count = cursor.ReadCount(ComponentLimits.StartArguments, "start function arguments");
            ImmutableArray<uint>.Builder arguments = ImmutableArray.CreateBuilder<uint>(count);
            while (arguments.Count < count) arguments.Add(cursor.ReadU32());
            return new(at, func, arguments.MoveToImmutable(), cursor.ReadU32());
        }

        /// <summary>spec: core:instantiatearg</summary>
        private ImmutableArray<CoreInstantiateArgument> ReadCoreArguments()
        {
            int count = cursor.ReadCount(ComponentLimits.InstantiationArguments, "core instantiation arguments");
            ImmutableArray<CoreInstantiateArgument>.Builder arguments = ImmutableArray.CreateBuilder<CoreInstantiateArgument>(count);
            while (arguments.Count < count)
            {
                string name = cursor.ReadName();
                int at = cursor.Position;
                byte sort = cursor.ReadByte();
                if (sort != SortReading.CoreInstanceSort) ComponentErrors.LeadingByte<Sort>(sort, "instantiation arg kind", at);
                arguments.Add(new(name, cursor.ReadU32()));
            }
            return arguments.MoveToImmutable();
        }

        /// <summary>spec: core:inlineexport</summary>
        private ImmutableArray<CoreInlineExport> ReadCoreExports()
        {
            int count = cursor.ReadCount(ComponentLimits.InlineExports, "core instantiation exports");
            ImmutableArray<CoreInlineExport>.Builder exports = ImmutableArray.CreateBuilder<CoreInlineExport>(count);
            while (exports.Count < count) exports.Add(new(cursor.ReadName(), cursor.ReadCoreExternSort(), cursor.ReadU32()));
            return exports.MoveToImmutable();
        }

        /// <summary>spec: instantiatearg</summary>
        private ImmutableArray<InstantiateArgument> ReadArguments()
        {
            int count = cursor.ReadCount(ComponentLimits.InstantiationArguments, "instantiation arguments");
            ImmutableArray<InstantiateArgument>.Builder arguments = ImmutableArray.CreateBuilder<InstantiateArgument>(count);
            while (arguments.Count < count) arguments.Add(new(cursor.ReadName(), cursor.ReadExternSort(), cursor.ReadU32()));
            return arguments.MoveToImmutable();
        }

        /// <summary>spec: inlineexport</summary>
        private ImmutableArray<InlineExport> ReadInlineExports()
        {
            int count = cursor.ReadCount(ComponentLimits.InlineExports, "instantiation exports");
            ImmutableArray<InlineExport>.Builder exports = ImmutableArray.CreateBuilder<InlineExport>(count);
            while (exports.Count < count) exports.Add(new(cursor.ReadExternName(), cursor.ReadExternSort(), cursor.ReadU32()));
            return exports.MoveToImmutable();
        }
    }

    private static Sort ExportSort(byte first, byte? core, int at) => core switch
    {
        null => SortReading.ComponentSort(first, SortReading.ExternKindText, at),
        SortReading.CoreModuleSort => Sort.CoreModule,
        { } other => ComponentErrors.LeadingByte<Sort>(other, SortReading.ExternKindText, at + 1),
    };

    private static Sort CoreExportSort(byte first, byte? core, int at) => core switch
    {
        null => ComponentErrors.LeadingByte<Sort>(first, "core instance export kind", at),
        <= 0x04 => Sort.CoreFunc + core.Value,
        { } other => ComponentErrors.LeadingByte<Sort>(other, "external kind", at + 1),
    };

    /// <summary>spec: outeraliassort</summary>
    private static Sort OuterSort(byte first, byte? core, int at) => (first, core) switch
    {
        (_, SortReading.CoreTypeSort) => Sort.CoreType,
        (_, SortReading.CoreModuleSort) => Sort.CoreModule,
        (_, { } other) => ComponentErrors.LeadingByte<Sort>(other, "component outer alias kind", at + 1),
        (0x03, _) => Sort.Type,
        (0x04, _) => Sort.Component,
        _ => ComponentErrors.LeadingByte<Sort>(first, "component outer alias kind", at),
    };
}
