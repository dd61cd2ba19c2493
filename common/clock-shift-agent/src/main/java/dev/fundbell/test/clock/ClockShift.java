package dev.fundbell.test.clock;

import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class file transformer that adds a constant to each reading of the wall clock. Only
 * straight-line instructions are inserted, so stack map frames stay valid. A method
 * reference to {@code System.currentTimeMillis()} is not shifted.
 */
final class ClockShift implements ClassFileTransformer {

	private static final String CLOCK = "java/time/Clock";

	private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";

	private static final String CURRENT_TIME = "currentTimeMillis";

	private final long millis;

	ClockShift(long millis) {
		this.millis = millis;
	}

	@Override
	public byte @Nullable [] transform(@Nullable ClassLoader loader, @Nullable String className,
			@Nullable Class<?> classBeingRedefined, @Nullable ProtectionDomain protectionDomain, byte[] classFile) {
		if (className == null || !appliesTo(className, classFile)) {
			return null;
		}
		ClassReader reader = new ClassReader(classFile);
		ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
		reader.accept(new ShiftedClass(writer, className), 0);
		return writer.toByteArray();
	}

	/** Whether a class reads the wall clock, or waits for a time of it. */
	static boolean appliesTo(String className, byte[] classFile) {
		return className.equals(LOCK_SUPPORT)
				|| new String(classFile, StandardCharsets.ISO_8859_1).contains(CURRENT_TIME);
	}

	private final class ShiftedClass extends ClassVisitor {

		private final String className;

		ShiftedClass(ClassVisitor next, String className) {
			super(Opcodes.ASM9, next);
			this.className = className;
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
				String @Nullable [] exceptions) {
			MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
			if (this.className.equals(CLOCK) && name.equals("currentInstant")) {
				return new ShiftedInstant(next);
			}
			if (this.className.equals(LOCK_SUPPORT) && name.equals("parkUntil")) {
				return new RealDeadline(next);
			}
			return new ShiftedMillis(next);
		}

	}

	private class ShiftedMillis extends MethodVisitor {

		ShiftedMillis(MethodVisitor next) {
			super(Opcodes.ASM9, next);
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
			if (owner.equals("java/lang/System") && name.equals(CURRENT_TIME)) {
				super.visitLdcInsn(ClockShift.this.millis);
				super.visitInsn(Opcodes.LADD);
			}
		}

	}

	/** The JDK's one source of instants, which asks the VM for the nanoseconds itself. */
	private final class ShiftedInstant extends MethodVisitor {

		ShiftedInstant(MethodVisitor next) {
			super(Opcodes.ASM9, next);
		}

		@Override
		public void visitInsn(int opcode) {
			if (opcode == Opcodes.ARETURN) {
				super.visitLdcInsn(ClockShift.this.millis);
				super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/time/Instant", "plusMillis",
						"(J)Ljava/time/Instant;", false);
			}
			super.visitInsn(opcode);
		}

	}

	/** The VM compares deadlines with the kernel's clock, which is not shifted. */
	private final class RealDeadline extends MethodVisitor {

		RealDeadline(MethodVisitor next) {
			super(Opcodes.ASM9, next);
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			if (name.equals("park") && descriptor.equals("(ZJ)V")) {
				super.visitLdcInsn(ClockShift.this.millis);
				super.visitInsn(Opcodes.LSUB);
			}
			super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
		}

	}

}
